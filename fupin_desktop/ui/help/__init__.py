"""帮助: the window, its chapters, and which of them speaks of what is shown."""
