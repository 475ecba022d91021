"""The parts of 历史: what was done, and the backups."""
