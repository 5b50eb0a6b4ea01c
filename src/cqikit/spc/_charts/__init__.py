"""The kinds of charts, family by family; each file opens with its formulae."""
