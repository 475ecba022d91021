"""The parts of the page 对表."""
