"""python -m fupin_desktop: without words the window, with words the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Start the window, or carry out one command. Gives the exit status."""
    if len(sys.argv) > 1:
        from fupin_desktop.cli import run

        return run(sys.argv[1:])
    from fupin_desktop.app import start

    return start()


if __name__ == "__main__":
    sys.exit(main())
