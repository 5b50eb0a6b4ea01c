"""Rules: frozen callable values that find signals on any chart."""
