"""The details of one household, tab by tab."""
