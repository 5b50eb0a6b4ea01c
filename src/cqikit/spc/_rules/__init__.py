"""Rules on charts, their readings and judgements."""
