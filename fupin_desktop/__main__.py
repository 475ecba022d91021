"""python -m fupin_desktop: without words the window, with a .fupin file the window on it, else the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Start the window, or carry out one command. Gives the exit status."""
    words = sys.argv[1:]
    if words[:1] == ["--selfcheck"]:
        words[0] = "selfcheck"
    package = words[0] if len(words) == 1 and words[0].lower().endswith(".fupin") else ""
    if words and not package:
        from fupin_desktop.cli import run

        return run(words)
    from fupin_desktop.app import start

    return start(package)


if __name__ == "__main__":
    sys.exit(main())
