"""The first pages: 欢迎 with its ways into an office, what papers need, who works today, what to do when an office does not open."""
