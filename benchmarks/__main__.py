"""``python -m benchmarks [import|start|paper|forms|batch|look|charts|reports] …``: measures, and says each result beside its limit."""

from __future__ import annotations

import sys
from pathlib import Path

JOBS = ("import", "start", "paper", "forms", "batch", "look", "charts", "reports")


def main(arguments: list[str]) -> int:
    """Run one benchmark, or all of them; ``look``, ``charts`` and ``reports`` need the folder of a large office."""
    job, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if job and job not in JOBS:
        print(f"没有“{job}”这项，可选{'、'.join(JOBS)}")
        return 2
    from benchmarks import importing

    if job in ("", "import"):
        importing.main(rest)
    if job in ("", "start"):
        from benchmarks import starting

        starting.main()
    if job in ("", "paper"):
        from benchmarks import paper

        paper.main()
    if job in ("", "forms"):
        from benchmarks import forms

        forms.main()
    if job in ("", "batch"):
        from benchmarks import batch

        batch.main()
    if job == "look" or (not job and importing.office_left().exists()):
        from benchmarks import looking

        looking.main(Path(rest[0]) if rest else importing.office_left())
    if job == "charts" or (not job and importing.office_left().exists()):
        from benchmarks import charts

        charts.main(Path(rest[0]) if rest else importing.office_left())
    if job == "reports" or (not job and importing.office_left().exists()):
        from benchmarks import reports

        reports.main(Path(rest[0]) if rest else importing.office_left())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
