"""A chart that is kept, and told of one point more at a time."""
