"""The parts of 报表: which paper is wanted, and its making."""
