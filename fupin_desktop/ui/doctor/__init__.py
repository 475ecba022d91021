"""The parts of the page 体检."""
