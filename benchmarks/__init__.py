"""How fast the program is, each thing against its floor in the same run. Not part of the tests."""
