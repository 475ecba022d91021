"""The parts of the page 走访: writing visits down, how far they are, scans, households that go over."""
