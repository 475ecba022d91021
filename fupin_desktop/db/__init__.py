"""SQL lives here: tables, units of work, journal, upgrade and backup. Only frozen records leave."""
