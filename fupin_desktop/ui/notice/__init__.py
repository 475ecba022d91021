"""The parts of 公示: what is asked for, and the pages that come of it."""
