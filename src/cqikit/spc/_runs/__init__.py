"""Runs and crossings as combinatorics: what chance does. Knows no rule."""
