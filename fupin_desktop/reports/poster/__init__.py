"""挂图作战: boards for the wall, drawn once at the size of A4 and enlarged to A0-A4, in one sheet or in tiles."""
