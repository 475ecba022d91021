"""花名册方案: rosters kept for next time, by name."""

from __future__ import annotations

import json
from collections.abc import Sequence

from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.paper import Scheme
from fupin_desktop.services.rosters import roster_list


class Schemes:
    """Keeps the office's own rosters. Every change is an act."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Scheme]:
        """Every scheme, by name."""
        with self._store.read() as unit:
            return unit.schemes.all(order=("name",))

    def get(self, name: str) -> Scheme:
        """The scheme of a name. Raises Trouble when there is none."""
        with self._store.read() as unit:
            found = unit.schemes.find(name=name)
        if found is None:
            known = "、".join(each.name for each in self.all()) or "还没有保存过"
            raise Trouble(f"没有名为“{name}”的花名册方案（已有：{known}），请检查名称")
        return found

    def save(
        self, name: str, list_key: str, columns: Sequence[str], *, heading: str = "", remark: str = ""
    ) -> Scheme:
        """Keep a roster under a name; one of the same name is replaced. Raises Refused or Trouble for what cannot be made.

        ``columns`` are keys or headings of the list's columns, blanks and amounts (see ``domain.roster.read_columns``).
        """
        chosen = roster_list(list_key).read(columns)
        wanted = Scheme(
            name=name.strip(), list=list_key, heading=heading.strip(), remark=remark.strip(),
            columns=json.dumps([each.said for each in chosen], ensure_ascii=False),
        )  # fmt: skip
        if wrong := list(problems(Scheme, as_values(wanted))):
            raise Refused(wrong)
        with self._store.write(f"保存花名册方案：{wanted.name}") as unit:
            return unit.schemes.save_over(wanted, name=wanted.name)

    def remove(self, name: str) -> None:
        """Take a scheme away. Raises Trouble when there is none."""
        found = self.get(name)
        with self._store.write(f"删除花名册方案：{name}") as unit:
            unit.schemes.remove(found)


def columns_of(scheme: Scheme) -> list[str]:
    """What a scheme asks for, column by column. Raises Refused when it cannot be read."""
    try:
        found = json.loads(scheme.columns or "[]")
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise Refused([Problem("scheme", f"花名册方案“{scheme.name}”的列读不出来，请删除后重新保存")])
    return found
