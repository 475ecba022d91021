"""Which paper went out when, in which version: what 只补打变动页 and “which notice hangs where until when” rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.db.store import Store
from fupin_desktop.domain.paper import How, Printed

if TYPE_CHECKING:
    from fupin_desktop.services.paper.source import Asked, Paper


@dataclass(frozen=True, slots=True)
class Put:
    """What became of one file."""

    pages: int
    remarks: tuple[str, ...] = ()


class PrintedPapers:
    """Keeps the record of papers. Each file that goes out is one act."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, *, household: int | None = None, last: int = 500) -> list[Printed]:
        """What went out, the newest first; of one household when it is given."""
        with self._store.read() as unit:
            equal = {} if household is None else {"household_id": household}
            found = unit.printed.all(order=("id",), **equal)
        return found[::-1][:last]

    def note(self, label: str, papers: Sequence[Printed]) -> None:
        """Record papers that went out, as one act; each gets the edition after the last one of its kind."""
        from dataclasses import replace

        with self._store.write(label) as unit:
            for each in papers:
                before = unit.printed.count(
                    kind=each.kind, household_id=each.household_id, village=each.village, period=each.period
                )
                unit.printed.save(replace(each, edition=before + 1))

    def put(
        self, asked: Asked, papers: Sequence[Paper], path: Path, form: str, *, changed: bool, how: How | None
    ) -> Put:
        """Write the papers of one file and record them."""
        assert not changed
        from fupin_desktop.services.paper.writing import write_documents

        documents = [each for paper in papers for each in paper.documents]
        pages = write_documents(documents, path, form)
        if how is not None:
            self.note(
                f"生成{asked.kind.label}：{path.stem}",
                [
                    Printed(
                        household_id=each.household_id, kind=asked.kind.key, heading=asked.kind.label, village=each.village,
                        period=str(asked.year), on=asked.on, pages=pages if len(papers) == 1 else 0, how=how, file=path.name,
                    )
                    for each in papers
                ],
            )  # fmt: skip
        return Put(pages)
