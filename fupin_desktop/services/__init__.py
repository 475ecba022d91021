"""What the office does; plain Python. Knows db, reports, exchange and domain, and nobody above."""
