"""How often rules signal, by chance and after a shift: above the rules."""
