"""快速导览: a minute's walk through the real window, one part in light at a time."""
