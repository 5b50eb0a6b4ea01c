"""What a chart says: changes, judgements, and the sentences for them."""
