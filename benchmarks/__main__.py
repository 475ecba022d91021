"""``python -m benchmarks JOB``, one of JOBS or all of them: each result beside its limit."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

JOBS = {
    "import": "importing", "start": "starting", "paper": "paper", "forms": "forms", "batch": "batch", "word": "word",
    "look": "looking", "charts": "charts", "reports": "reports", "doctor": "doctor", "match": "matching",
    "due": "due", "roads": "roads", "locked": "locked",
}  # fmt: skip
LARGE = ("look", "charts", "reports", "match")
"""These measure a large office: the one in a folder that is named, else the one that ``import`` left."""


def main(arguments: list[str]) -> int:
    """Run one benchmark, or all of them."""
    job, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if job and job not in JOBS:
        print(f"没有“{job}”这项，可选{'、'.join(JOBS)}")
        return 2
    for each in [job] if job else JOBS:
        _run(each, rest)
    return 0


def _run(job: str, rest: list[str]) -> None:
    module = import_module(f"benchmarks.{JOBS[job]}")
    if job == "import":
        module.main(rest)
    elif job in LARGE:
        folder = Path(rest[0]) if rest else import_module("benchmarks.importing").office_left()
        if folder.exists():
            module.main(folder)
        else:
            print(f"{folder} 里没有办公室，{job} 没有测；请先运行 python -m benchmarks import")
    else:
        module.main(*map(Path, rest[:2]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
