"""The beginning of an office: where it may lie, its villages, what an export tells of it, and making it whole or not at all."""
