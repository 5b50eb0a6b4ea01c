"""Exact laws of runs, and what signals and silence are worth: private to `spc`."""
