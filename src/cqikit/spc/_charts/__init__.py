"""Charts: from numbers to lines, and how these came about. Knows no other wing."""
