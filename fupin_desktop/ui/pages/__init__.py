"""One page a subject; a page places its fields by hand."""
