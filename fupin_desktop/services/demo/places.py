"""The villages of 星星镇, its office and its cadres. None of them exists."""

from __future__ import annotations

import dataclasses
import random
from datetime import date

from fupin_desktop.domain.cadre import Cadre, Pairing, Post
from fupin_desktop.domain.codes import Politics, Sex
from fupin_desktop.domain.village import Village
from fupin_desktop.services.demo.families import VILLAGES, someone
from fupin_desktop.services.demo.piles import Piles
from fupin_desktop.services.demo.story import Story
from fupin_desktop.services.settings import OfficeFacts

COUNTY, TOWNSHIP = "星海县", "星星镇"
KEY_VILLAGES = frozenset({"月亮村", "水村", "泥土村", "干沟村"})
UNITS = (
    "星海县农业局",
    "星海县水利局",
    "星海县教育局",
    "星海县交通运输局",
    "星海县林业局",
    "星海县卫生局",
    "星星镇人民政府",
)
A_POSTS, B_POSTS = 92, 204
GROUPS = "、".join(f"{each}组" for each in range(1, 7))

FACTS = OfficeFacts(
    unit="星星镇扶贫开发办公室", county=COUNTY, township=TOWNSHIP, phone="0999-1234567", office_phone="0999-1234568",
    address="星海县星星镇人民路1号", people=("李经办", "古丽经办", "王经办"), reviewer="赵审核", leader="钱主任", demo=True,
)  # fmt: skip


def facts(years: int) -> OfficeFacts:
    """The office's facts; after the change of names it is called otherwise."""
    return dataclasses.replace(FACTS, unit="星星镇乡村振兴办公室", region=COUNTY) if years else FACTS


def villages() -> list[Village]:
    """The villages, with an invented population and codes in a county that was never given out."""
    return [
        Village(
            county=COUNTY, township=TOWNSHIP, name=name, code=f"659099100{201 + place}",
            key_village=name in KEY_VILLAGES, population=760 + (place * 397) % 1300,
            households=210 + (place * 113) % 340, groups=GROUPS, place=place,
        )
        for place, name in enumerate(VILLAGES)
    ]  # fmt: skip


class Cadres:
    """92 cadres of A 岗 and 204 of B 岗 in seven units; each unit answers for its villages."""

    def __init__(self, piles: Piles, seed: int) -> None:
        self._piles, self._chance = piles, random.Random(f"{seed}:cadres")
        self._given: dict[tuple[int, Post], int] = {}
        self.names: dict[int, str] = {}
        self.helpers: dict[int, int] = {}  # the A 岗 of each household
        self._ids = {Post.A: self._hire(Post.A, A_POSTS), Post.B: self._hire(Post.B, B_POSTS)}

    def _hire(self, post: Post, number: int) -> list[list[int]]:
        hired: list[list[int]] = [[] for _ in UNITS]
        for place in range(number):
            male = self._chance.random() < 0.6
            who = someone(self._chance, "户主", self._chance.randrange(25, 58), male, place)
            unit = place % len(UNITS)
            cadre = Cadre(
                name=who.name, unit=UNITS[unit], duty="科员" if place >= 2 * len(UNITS) else "股长",
                phone=f"0999-{7_000_000 + self._chance.randrange(999_999)}", sex=Sex.MALE if male else Sex.FEMALE,
                politics=Politics.PARTY if post is Post.A or self._chance.random() < 0.5 else Politics.MASSES,
                post=post, in_village=post is Post.A and place < len(VILLAGES),
            )  # fmt: skip
            id = self._piles.cadres.put(cadre)
            self.names[id] = who.name
            hired[unit].append(id)
        return hired

    def pair(self, story: Story) -> tuple[str, str]:
        """Pair a household with an A 岗 and, mostly, a B 岗. Gives the A 岗's unit and name."""
        unit = VILLAGES.index(story.family.village) % len(UNITS)
        since = max(date(2016, 3, 1), story.registered)
        first = self.helpers[story.id] = self._next(unit, Post.A)
        self._piles.pairings.put(
            Pairing(household_id=story.id, cadre_id=first, post=Post.A, since=since, until=story.ended)
        )
        if story.chance.random() < 0.94:
            second = self._next(unit, Post.B)
            self._piles.pairings.put(
                Pairing(
                    household_id=story.id, cadre_id=second, post=Post.B, since=max(since, date(2017, 3, 1)),
                    until=story.ended,
                )
            )  # fmt: skip
        return UNITS[unit], self.names[first]

    def _next(self, unit: int, post: Post) -> int:
        """The unit's cadres one after the other, so that the work is shared evenly."""
        turn = self._given.get((unit, post), 0)
        self._given[unit, post] = turn + 1
        ids = self._ids[post][unit]
        return ids[turn % len(ids)]
