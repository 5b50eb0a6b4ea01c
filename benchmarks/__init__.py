"""Benchmarks: ratios with a bar, each measured after its result is asserted."""
