"""本次未出现: what of a list the office has and the file has not. It is named, and stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.services.lists.draft import ListDraft
from fupin_desktop.services.lists.kept import Kept, has_income
from fupin_desktop.services.lists.subjects import Home, Subjects
from fupin_desktop.services.lists.words import below_said, shown

_YEARS = {
    "work_spell": "year",
    "household_year": "year",
    "plan": "year",
    "renovation": "plan_year",
    "village_year": "year",
}


def note_missing(draft: ListDraft, office: Sequence[Kept], subjects: Subjects) -> None:
    """Name the records of the file's villages and years that it leaves out; a list of visits is never all of them."""
    if draft.rows.spec.root == "visit":
        return
    lots = draft.lots or []
    met = {lot.into.id for lot in lots if lot.into is not None}
    table = draft.rows.spec.root
    years: set[object] = {lot.node.values.get(_YEARS[table]) for lot in lots} if table in _YEARS else set()
    villages = {home.village for lot in lots if (home := subjects.homes.get(lot.household))}
    for owner, node in office:
        if node.table != table or node.id in met or not _asked(node, table, years):
            continue
        place = _place(owner, node, subjects)
        if isinstance(place, Home) and (place.village not in villages or place.ended is not None):
            continue
        draft.missing.append(_said(place, owner, node, subjects))
    for lot in lots:
        if lot.into is not None and lot.node.table in ("household_year", "plan"):
            _below(draft, lot.node, lot.into, f"{lot.name}（户编号{lot.number}）")


def _asked(node: Node, table: str, years: set[object]) -> bool:
    if table in _YEARS and node.values.get(_YEARS[table]) not in years:
        return False
    if node.table == "household_year":
        return has_income(node)
    return node.table != "pairing" or not node.values.get("until")


def _place(owner: int | str, node: Node, subjects: Subjects) -> Home | str:
    if isinstance(owner, str):
        return owner
    if node.table == "work_spell":
        return subjects.homes[subjects.members[owner].household]
    return subjects.homes[owner]


def _said(place: Home | str, owner: int | str, node: Node, subjects: Subjects) -> str:
    if isinstance(place, str):
        return (
            f"{place} {shown(node, 'unit', node.values.get('unit'))}".strip()
            if node.table == "cadre"
            else place
        )
    what = _WORDS[node.table](node) if node.table in _WORDS else node.kind.title
    name = place.head
    if node.table == "work_spell" and isinstance(owner, int):
        name = subjects.members[owner].name
    return f"{place.village} {name}（户编号{place.number}）{what}"


def _of(name: str, after: str) -> Callable[[Node], str]:
    return lambda node: f"{shown(node, name, node.values.get(name))}{after}"


def _spell(node: Node) -> str:
    parts = (shown(node, name, node.values.get(name)) for name in ("since", "county"))
    return "".join((_of("year", "年务工")(node), *(f"，{part}" for part in parts if part)))


def _pairing(node: Node) -> str:
    who = node.links["cadre"]
    return f"{shown(node, 'post', node.values.get('post'))}{who.values.get('name')}"


_WORDS: dict[str, Callable[[Node], str]] = {
    "work_spell": _spell,
    "household_year": _of("year", "年收入"),
    "renovation": _of("plan_year", "年危房改造"),
    "plan": _of("year", "年一户一策"),
    "pairing": _pairing,
}


def _below(draft: ListDraft, node: Node, into: Node, whose: str) -> None:
    """Sub-items and measures that the office has and the file has not."""
    said = {each.same for each in node.children}
    if not said:
        return
    for each in into.children:
        if each.same not in said:
            label, text = below_said(each)
            draft.missing.append(f"{whose}{label} {text}")
