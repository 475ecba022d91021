"""What came of holding a roster against the office."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fupin_desktop.exchange.roster import Roster
from fupin_desktop.services.matching.known import Home
from fupin_desktop.services.matching.verdicts import Found, Verdict

_KEYS = {
    Verdict.HIT: "hits",
    Verdict.MISSED: "missed",
    Verdict.NAME: "name_differs",
    Verdict.SUSPICIOUS: "suspicious",
}


@dataclass(slots=True)
class Matched:
    """Every row of the roster with its verdict, and the households of those who were found, by id."""

    roster: Roster
    found: list[Found]
    households: dict[int, Home] = field(default_factory=dict)

    def of(self, *verdicts: Verdict) -> list[Found]:
        """The rows of some verdicts, in the order of the file."""
        return [each for each in self.found if each.verdict in verdicts]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each verdict has, by the keys of contract.md."""
        counted = dict.fromkeys(_KEYS.values(), 0)
        for each in self.found:
            counted[_KEYS[each.verdict]] += 1
        return counted

    @property
    def people_hit(self) -> int:
        """How many different people were hit; a roster may name somebody twice."""
        return len({each.people[0].id for each in self.found if each.verdict is Verdict.HIT})

    @property
    def by_village(self) -> dict[str, tuple[int, int]]:
        """[户, 人] hit in each village, in the order of the roster."""
        homes: dict[str, set[int]] = {}
        people: dict[str, set[int]] = {}
        for each in self.found:
            if each.verdict is Verdict.HIT:
                person = each.people[0]
                homes.setdefault(person.village, set()).add(person.household_id)
                people.setdefault(person.village, set()).add(person.id)
        return {village: (len(ids), len(people[village])) for village, ids in homes.items()}

    @property
    def still_here(self) -> int:
        """How many of those hit have not left: on a list of the dead they are to be taken off (自然减少)."""
        return len(
            {
                each.people[0].id
                for each in self.found
                if each.verdict is Verdict.HIT and not each.people[0].left_on
            }
        )

    @property
    def sentence(self) -> str:
        """The result in one sentence."""
        counts = self.counts
        homes = sum(count for count, _ in self.by_village.values())
        said = f"名单共{len(self.found)}行，命中{counts['hits']}行"
        if counts["hits"]:
            said += f"（{homes}户{self.people_hit}人）"
        gone = self.people_hit - self.still_here
        said += f"，未命中{counts['missed']}行，姓名不符{counts['name_differs']}行，号码可疑{counts['suspicious']}行"
        return said + (f"；命中的人里有{gone}人本办已登记减少" if gone else "")

    def as_json(self) -> dict[str, Any]:
        """The answer of the command line (contract.md, ``match``)."""
        roster = self.roster
        return {
            "header_row": roster.header + 1 if roster.header is not None else None,
            "id_column": roster.id_letter,
            "rows": len(self.found),
            **self.counts,
            "sheet": roster.sheet,
            "people_hit": self.people_hit,
            "still_here": self.still_here,
            "by_village": {village: list(counts) for village, counts in self.by_village.items()},
            "sentence": self.sentence,
            "remarks": roster.remarks,
        }
