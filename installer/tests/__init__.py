"""Looks through the Windows package on any machine, without Windows and without Wine."""
