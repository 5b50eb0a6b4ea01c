"""Which chart for which data, where phases begin, and what to check."""
