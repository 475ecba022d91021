"""结对帮扶 held against the office: who the cadre is, which pairing is meant, and whom a new helper would follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from fupin_desktop.domain.cadre import Post
from fupin_desktop.domain.values import clean
from fupin_desktop.exchange.lists.node import Node
from fupin_desktop.exchange.lists.spec import RowIn
from fupin_desktop.exchange.rows import FINDING
from fupin_desktop.services.importing.outcome import CONFLICT
from fupin_desktop.services.lists.draft import Change, Lot, state_of
from fupin_desktop.services.lists.words import shown

if TYPE_CHECKING:
    from fupin_desktop.services.lists.comparing import Comparing


class Pairings:
    """The pairings of one file. A cadre is known by name and unit, where the unit is not said by name and phone."""

    def __init__(self, comparing: Comparing, there: Mapping[int | str, Sequence[Node]]) -> None:
        from fupin_desktop.services.lists.kept import node_of

        self.comparing, self.there = comparing, there
        self.cadres: dict[str, list[Node]] = {}
        for each in comparing.unit.cadres.all(order=("id",)):
            self.cadres.setdefault(each.name, []).append(node_of(each, "cadre"))
        self._met: dict[int, None] = {}
        self._new: dict[tuple[str, str], Node] = {}

    def lots(self, owner: int | str, nodes: Sequence[Node], rows: Mapping[int, RowIn]) -> Iterator[Lot]:
        """What becomes of the pairings of one household, or of cadres alone (``owner`` 0)."""
        free = list(self.there.get(owner, ())) if owner else []
        found: list[tuple[Lot, Node | None]] = []
        for node in nodes:
            lot = self.comparing.lot(owner, node, rows)
            changes = self._cadre(node, rows[node.row])
            if changes is None:
                continue
            lot.changes += changes
            into = self._office_one(node, free)
            if into is not None:
                free.remove(into)
            found.append((lot, into))
        for lot, into in found:
            held = self._held(lot, into, [each for each, _ in found], free, rows)
            if held is not None:
                yield held

    def _held(
        self,
        lot: Lot,
        into: Node | None,
        others: Sequence[Lot],
        free: Sequence[Node],
        rows: Mapping[int, RowIn],
    ) -> Lot | None:
        if lot.node.table == "cadre":
            lot.into = lot.node.links.pop("kept", None)
            if lot.into is not None:
                lot.state = state_of(lot.changes)
            return lot
        if into is not None:
            lot.into = into
            lot.changes += self.comparing.differences(_pairing_alone(lot.node), into)
            lot.state = state_of(lot.changes)
            return lot
        row = rows[lot.node.row]
        self._complete(lot, others, row)
        running = [
            each
            for each in free
            if each.values["post"] == lot.node.values["post"] and not each.values.get("until")
        ]
        if why := _impossible(lot, others, running):
            self.comparing.rows.turn_away(row, why, "pairing.since")
            return None
        if running and not lot.node.values.get("until"):
            self._follow(lot, running[0])
        return lot

    def _cadre(self, node: Node, row: RowIn) -> list[Change] | None:
        """Finds the cadre; gives what would change of it, None when the row was refused."""
        said = node.links["cadre"] if node.table == "pairing" else node
        kept = self._known(said)
        if kept is None:
            key = (str(said.values["name"]), clean(str(said.values.get("unit") or "")))
            if not key[1]:
                text = f"本办没有帮扶人{key[0]}，新登记要写单位，请补上单位一列"
                self.comparing.rows.turn_away(row, text, "cadre.unit")
                return None
            one = self._new.setdefault(key, said)
            if node.table == "pairing":
                node.links["cadre"] = one
            return []
        if node.table == "pairing":
            node.links["cadre"] = kept
        else:
            node.links["kept"] = kept
        if kept.id in self._met:
            return []
        self._met[kept.id] = None
        return self.comparing.differences(Node("cadre", said.row, said.values), kept)

    def _known(self, said: Node) -> Node | None:
        several = self.cadres.get(str(said.values["name"]), [])
        unit, phone = (str(said.values.get(name) or "") for name in ("unit", "phone"))
        if unit:
            several = [each for each in several if clean(str(each.values["unit"])) == clean(unit)]
        with_phone = [each for each in several if phone and each.values["phone"] == phone]
        if with_phone:
            return with_phone[0]
        return several[0] if len(several) == 1 or (several and unit) else None

    @staticmethod
    def _office_one(node: Node, free: Sequence[Node]) -> Node | None:
        """The pairing of the same cadre (and post, where it is said): of the same day, else the running one."""
        if node.table != "pairing":
            return None
        who, post, since = node.links["cadre"], node.values.get("post"), node.values.get("since")
        mine = [each for each in free if each.links["cadre"].id == who.id and who.id]
        mine = [each for each in mine if not post or each.values["post"] == post]
        same = [each for each in mine if since and each.values["since"] == since]
        running = [each for each in mine if not each.values.get("until")]
        return next(iter([*same, *running]), None)

    def _complete(self, lot: Lot, others: Sequence[Lot], row: RowIn) -> None:
        """A new pairing without a post is A岗, further ones B岗; without a day it begins with the data."""
        values = lot.node.values
        if not values.get("post"):
            taken = {
                each.node.values.get("post") or (each.into and each.into.values["post"])
                for each in others
                if each is not lot and each.node.table == "pairing"
            }
            values["post"] = str(Post.B if str(Post.A) in taken else Post.A)
            if len(others) > 1:
                who = lot.node.links["cadre"].values["name"]
                text = f"同一户有{len(others)}名帮扶人，没有写岗别，{who}按{values['post']}岗登记，请核对"
                self.comparing.rows.say(row, "pairing.post", FINDING, text)
        day = self.comparing.draft.data_day
        if not values.get("since") and day is not None:
            values["since"] = day.isoformat()

    def _follow(self, lot: Lot, old: Node) -> None:
        """A running pairing of the same post would end: the clerk decides."""
        label = f"{shown(old, 'post', old.values['post'])}帮扶人"
        was, now = (str(each.links["cadre"].values["name"]) for each in (old, lot.node))
        self.comparing.places += 1
        place = self.comparing.places
        lot.changes.append(
            Change(lot.node, None, "", None, None, label, was, now, asks=True, place=place, ends=old)
        )
        lot.state = CONFLICT


def _impossible(lot: Lot, others: Sequence[Lot], running: Sequence[Node]) -> str:
    """Why a new pairing cannot be: a second one of the post in the file, or one that begins before the running one."""
    values = lot.node.values
    if values.get("until"):
        return ""
    post = shown(lot.node, "post", values["post"])
    for each in others:
        same = each is not lot and each.node.table == "pairing" and each.node.row < lot.node.row
        if same and each.node.values.get("post") == values["post"] and not each.node.values.get("until"):
            return f"这一户第{each.node.row}行已有{post}帮扶人，岗别重复，请核对"
    if running and str(values["since"]) < str(running[0].values["since"]):
        old = running[0]
        name = old.links["cadre"].values["name"]
        return f"开始日期{values['since']}早于现有{post}帮扶人{name}的{old.values['since']}，请核对"
    return ""


def _pairing_alone(node: Node) -> Node:
    return Node("pairing", node.row, node.values, links=node.links)
