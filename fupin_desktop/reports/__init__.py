"""Paper: records become a Document of plain values, and writers put it on a page or into a sheet."""
