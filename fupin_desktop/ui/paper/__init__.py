"""The parts of 文书: which kinds there are, what is asked for, what came of it, what went out."""
