"""程序: roads as data, a household's passage through one, and what may be done next."""
