"""Rules F 收入."""
