"""Rules C 教育."""
