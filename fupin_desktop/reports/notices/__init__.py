"""Notices that name no household, and the sheets that go with a notice that hangs."""
