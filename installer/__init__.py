"""Makes the Windows package on Linux: the setup and the portable zip, from pinned and checked parts."""
