"""The parts of 设置: one for each kind of decision."""
