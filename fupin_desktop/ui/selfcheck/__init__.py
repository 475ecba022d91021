"""帮助 → 自检: what can only be looked at with a window, and the dialog."""
