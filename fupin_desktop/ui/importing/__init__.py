"""The parts of 导入: what was recognised, what would change, what was imported before."""
