"""python -m fupin_desktop: without words the window, with a .fupin file the window on it, else the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from fupin_desktop import unfit


def main() -> int:
    """Start the window, or carry out one command. Gives the exit status; what cannot even begin says so in words."""
    words = sys.argv[1:]
    if said := unfit.too_old():
        return unfit.refuse(said, words)
    try:
        return _begin(words)
    except ImportError as error:
        return unfit.refuse(unfit.damaged(error), words)


def _begin(words: Sequence[str]) -> int:
    if words[:1] == ["--selfcheck"]:
        words = ["selfcheck", *words[1:]]
    package = words[0] if len(words) == 1 and words[0].lower().endswith(".fupin") else ""
    if words and not package:
        from fupin_desktop.cli import run

        return run(words)
    from fupin_desktop.app import start

    return start(package)


if __name__ == "__main__":
    sys.exit(main())
