"""与户主关系 after the head changed: what follows from the relations to the old head, and what has to be asked.

The code list of 与户主关系 (GB/T 4761 as the national register has it) knows no 妯娌, 外甥, 姑舅: those are 其他. Only what
is certain is derived; somebody's wife among two brothers, whose child a grandchild is and the like give None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fupin_desktop.domain.codes import FEMALE_RELATIONS, MALE_RELATIONS, Relation, Sex

R = Relation


@dataclass(frozen=True, slots=True)
class By:
    """A relation that depends on the sex of the one who is told (``of``: head, the new head's; old, the old head's)."""

    male: Relation | By
    female: Relation | By
    of: str = ""


@dataclass(frozen=True, slots=True)
class Only:
    """A relation that is certain only where at most so many (``spare``) others in the household are one of these to the
    old head."""

    among: tuple[Relation, ...]
    then: Relation | By
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Kin:
    """Somebody as the old head calls him. ``key`` tells who it is."""

    key: int
    relation: Relation | None
    sex: Sex | None = None


_PARENT = By(R.FATHER, R.MOTHER)
_CHILD = By(R.SON, R.DAUGHTER)
_SONS, _DAUGHTERS = (R.SON, R.DAUGHTER_IN_LAW), (R.DAUGHTER, R.SON_IN_LAW)
_MEN, _WIVES = (R.SON,), (R.DAUGHTER_IN_LAW,)
_GIRLS, _HUSBANDS = (R.DAUGHTER,), (R.SON_IN_LAW,)
_SAME: Final = (
    R.SON, R.DAUGHTER, R.DAUGHTER_IN_LAW, R.SON_IN_LAW, R.GRANDSON, R.GRANDDAUGHTER, R.GRANDSON_D, R.GRANDDAUGHTER_D,
    R.GREAT_GRANDSON, R.GREAT_GRANDDAUGHTER,
)  # fmt: skip

Told = Relation | By | Only

_SPOUSE: Mapping[Relation, Told] = {
    R.HEAD: R.SPOUSE,
    **{each: each for each in _SAME},
    R.FATHER: By(R.WIFES_FATHER, R.HUSBANDS_FATHER, "head"), R.MOTHER: By(R.WIFES_MOTHER, R.HUSBANDS_MOTHER, "head"),
    R.WIFES_FATHER: R.FATHER, R.WIFES_MOTHER: R.MOTHER, R.HUSBANDS_FATHER: R.FATHER, R.HUSBANDS_MOTHER: R.MOTHER,
}  # fmt: skip
_ANY_CHILD: Mapping[Relation, Told] = {
    R.HEAD: _PARENT, R.SPOUSE: _PARENT, R.SON: R.SIBLING, R.DAUGHTER: R.SIBLING,
    R.FATHER: By(R.GRANDFATHER, R.GRANDFATHER_M, "old"), R.MOTHER: By(R.GRANDMOTHER, R.GRANDMOTHER_M, "old"),
    R.WIFES_FATHER: R.GRANDFATHER_M, R.WIFES_MOTHER: R.GRANDMOTHER_M,
    R.HUSBANDS_FATHER: R.GRANDFATHER, R.HUSBANDS_MOTHER: R.GRANDMOTHER,
    R.SIBLING: By(By(R.UNCLE, R.OTHER), R.OTHER, "old"), R.NEPHEW: R.OTHER, R.NIECE: R.OTHER, R.SISTER_IN_LAW: R.OTHER,
}  # fmt: skip
_SON: Mapping[Relation, Told] = {
    **_ANY_CHILD,
    R.DAUGHTER_IN_LAW: Only((*_MEN, *_WIVES), R.SPOUSE),
    R.GRANDSON: Only(_MEN, R.SON), R.GRANDDAUGHTER: Only(_MEN, R.DAUGHTER),
    R.GREAT_GRANDSON: Only(_MEN, R.GRANDSON), R.GREAT_GRANDDAUGHTER: Only(_MEN, R.GRANDDAUGHTER),
}  # fmt: skip
_DAUGHTER: Mapping[Relation, Told] = {
    **_ANY_CHILD,
    R.DAUGHTER_IN_LAW: R.SISTER_IN_LAW, R.SON_IN_LAW: Only((*_GIRLS, *_HUSBANDS), R.SPOUSE),
    R.GRANDSON_D: Only(_GIRLS, R.SON), R.GRANDDAUGHTER_D: Only(_GIRLS, R.DAUGHTER),
}  # fmt: skip
_SONS_WIFE: Mapping[Relation, Told] = {
    R.HEAD: By(R.HUSBANDS_FATHER, R.HUSBANDS_MOTHER), R.SPOUSE: By(R.HUSBANDS_FATHER, R.HUSBANDS_MOTHER),
    R.SON: Only((*_MEN, *_WIVES), R.SPOUSE), R.DAUGHTER: R.OTHER,
    R.GRANDSON: Only(_SONS, R.SON, spare=1), R.GRANDDAUGHTER: Only(_SONS, R.DAUGHTER, spare=1),
}  # fmt: skip
_DAUGHTERS_HUSBAND: Mapping[Relation, Told] = {
    R.HEAD: By(R.WIFES_FATHER, R.WIFES_MOTHER), R.SPOUSE: By(R.WIFES_FATHER, R.WIFES_MOTHER),
    R.DAUGHTER: Only((*_GIRLS, *_HUSBANDS), R.SPOUSE), R.SON: R.OTHER,
    R.GRANDSON_D: Only(_DAUGHTERS, R.SON, spare=1), R.GRANDDAUGHTER_D: Only(_DAUGHTERS, R.DAUGHTER, spare=1),
}  # fmt: skip
_PARENTS: Mapping[Relation, Told] = {
    R.HEAD: _CHILD, R.FATHER: R.SPOUSE, R.MOTHER: R.SPOUSE, R.SIBLING: _CHILD,
    R.SPOUSE: By(R.DAUGHTER_IN_LAW, R.SON_IN_LAW, "old"),
    R.SON: By(R.GRANDSON, R.GRANDSON_D, "old"), R.DAUGHTER: By(R.GRANDDAUGHTER, R.GRANDDAUGHTER_D, "old"),
    R.SISTER_IN_LAW: R.DAUGHTER_IN_LAW, R.NEPHEW: R.GRANDSON, R.NIECE: R.GRANDDAUGHTER, R.DAUGHTER_IN_LAW: R.OTHER,
    R.GRANDSON: By(R.GREAT_GRANDSON, R.OTHER, "old"), R.GRANDDAUGHTER: By(R.GREAT_GRANDDAUGHTER, R.OTHER, "old"),
    R.GRANDFATHER: By(R.FATHER, R.HUSBANDS_FATHER, "head"), R.GRANDMOTHER: By(R.MOTHER, R.HUSBANDS_MOTHER, "head"),
    R.GRANDFATHER_M: By(R.WIFES_FATHER, R.FATHER, "head"), R.GRANDMOTHER_M: By(R.WIFES_MOTHER, R.MOTHER, "head"),
}  # fmt: skip
_SIBLING: Mapping[Relation, Told] = {
    R.HEAD: R.SIBLING, R.SIBLING: R.SIBLING,
    **{each: each for each in (R.FATHER, R.MOTHER, R.GRANDFATHER, R.GRANDMOTHER, R.GRANDFATHER_M, R.GRANDMOTHER_M, R.UNCLE)},
    R.SPOUSE: By(R.SISTER_IN_LAW, R.OTHER, "old"), R.SON: By(R.NEPHEW, R.OTHER, "old"),
    R.DAUGHTER: By(R.NIECE, R.OTHER, "old"),
    R.SISTER_IN_LAW: Only((R.SIBLING, R.SISTER_IN_LAW), R.SPOUSE),
    R.NEPHEW: Only((R.SIBLING,), R.SON), R.NIECE: Only((R.SIBLING,), R.DAUGHTER),
}  # fmt: skip
_GRANDCHILD: Mapping[Relation, Told] = {
    R.HEAD: By(R.GRANDFATHER, R.GRANDMOTHER), R.SPOUSE: By(R.GRANDFATHER, R.GRANDMOTHER),
    R.SON: Only(_MEN, R.FATHER), R.DAUGHTER_IN_LAW: Only(_WIVES, R.MOTHER), R.DAUGHTER: R.OTHER,
    R.GRANDSON: Only(_MEN, R.SIBLING), R.GRANDDAUGHTER: Only(_MEN, R.SIBLING),
}  # fmt: skip
_GRANDCHILD_D: Mapping[Relation, Told] = {
    R.HEAD: By(R.GRANDFATHER_M, R.GRANDMOTHER_M), R.SPOUSE: By(R.GRANDFATHER_M, R.GRANDMOTHER_M),
    R.DAUGHTER: Only(_GIRLS, R.MOTHER), R.SON_IN_LAW: Only(_HUSBANDS, R.FATHER), R.SON: R.OTHER,
    R.GRANDSON_D: Only(_GIRLS, R.SIBLING), R.GRANDDAUGHTER_D: Only(_GIRLS, R.SIBLING),
}  # fmt: skip

TOLD: Mapping[Relation, Mapping[Relation, Told]] = {
    R.SPOUSE: _SPOUSE, R.SON: _SON, R.DAUGHTER: _DAUGHTER, R.DAUGHTER_IN_LAW: _SONS_WIFE,
    R.SON_IN_LAW: _DAUGHTERS_HUSBAND, R.FATHER: _PARENTS, R.MOTHER: _PARENTS, R.SIBLING: _SIBLING,
    R.GRANDSON: _GRANDCHILD, R.GRANDDAUGHTER: _GRANDCHILD, R.GRANDSON_D: _GRANDCHILD_D, R.GRANDDAUGHTER_D: _GRANDCHILD_D,
}  # fmt: skip
"""By what the new head was to the old one: what the others become."""

_TURNED: Mapping[Relation, By | Relation] = {
    R.SPOUSE: R.SPOUSE, R.SIBLING: R.SIBLING, R.SON: _PARENT, R.DAUGHTER: _PARENT, R.FATHER: _CHILD, R.MOTHER: _CHILD,
    R.DAUGHTER_IN_LAW: By(R.HUSBANDS_FATHER, R.HUSBANDS_MOTHER), R.SON_IN_LAW: By(R.WIFES_FATHER, R.WIFES_MOTHER),
    R.HUSBANDS_FATHER: R.DAUGHTER_IN_LAW, R.HUSBANDS_MOTHER: R.DAUGHTER_IN_LAW,
    R.WIFES_FATHER: R.SON_IN_LAW, R.WIFES_MOTHER: R.SON_IN_LAW,
    R.GRANDSON: By(R.GRANDFATHER, R.GRANDMOTHER), R.GRANDDAUGHTER: By(R.GRANDFATHER, R.GRANDMOTHER),
    R.GRANDSON_D: By(R.GRANDFATHER_M, R.GRANDMOTHER_M), R.GRANDDAUGHTER_D: By(R.GRANDFATHER_M, R.GRANDMOTHER_M),
    R.GRANDFATHER: By(R.GRANDSON, R.GRANDDAUGHTER), R.GRANDMOTHER: By(R.GRANDSON, R.GRANDDAUGHTER),
    R.GRANDFATHER_M: By(R.GRANDSON_D, R.GRANDDAUGHTER_D), R.GRANDMOTHER_M: By(R.GRANDSON_D, R.GRANDDAUGHTER_D),
}  # fmt: skip


def sex_of(kin: Kin, among: Sequence[Kin] = ()) -> Sex | None:
    """The sex that is recorded, or that the relation tells; a spouse's and a head's from one another."""
    if kin.sex is not None:
        return kin.sex
    if kin.relation in MALE_RELATIONS:
        return Sex.MALE
    if kin.relation in FEMALE_RELATIONS:
        return Sex.FEMALE
    other = {R.SPOUSE: R.HEAD, R.HEAD: R.SPOUSE}.get(kin.relation) if kin.relation else None
    found = next((each.sex for each in among if each.relation is other and each.sex), None) if other else None
    return None if found is None else Sex.FEMALE if found is Sex.MALE else Sex.MALE


def to_new_head(household: Sequence[Kin], head: int, old: Kin | None = None) -> dict[int, Relation | None]:
    """What everybody of a household is to the new head; None where it does not follow and has to be asked.

    ``household`` are those who live in it from now on, each by the relation to the old head; ``old`` is the old head
    where he no longer belongs to it (died, or stays behind).
    """
    new = next(each for each in household if each.key == head)
    first = old or next((each for each in household if each.relation is R.HEAD), None)
    found: dict[int, Relation | None] = {head: R.HEAD}
    table = TOLD.get(new.relation, {}) if new.relation else {}
    everybody = [*household, *((first,) if first is not None and first not in household else ())]
    for each in household:
        if each.key == head:
            continue
        told = table.get(each.relation) if each.relation else None
        if new.relation is R.HEAD:
            found[each.key] = each.relation
            continue
        found[each.key] = _said(told, each, new, first, everybody)
    return found


def _said(
    told: Told | None, each: Kin, new: Kin, old: Kin | None, everybody: Sequence[Kin]
) -> Relation | None:
    if isinstance(told, Only):
        others = [kin for kin in everybody if kin.key not in (each.key, new.key)]
        if sum(kin.relation in told.among for kin in others) > told.spare:
            return None
        told = told.then
    while isinstance(told, By):
        whose = {"head": new, "old": old}.get(told.of, each)
        sex = sex_of(whose, everybody) if whose is not None else None
        if sex is None:
            return None
        told = told.male if sex is Sex.MALE else told.female
    return told


def turned(relation: Relation, sex: Sex | None) -> Relation | None:
    """What one is to somebody who is ``relation`` to him; ``sex`` is one's own. None where it does not follow."""
    told = _TURNED.get(relation)
    if isinstance(told, By):
        if sex is None:
            return None
        said = told.male if sex is Sex.MALE else told.female
        return said if isinstance(said, Relation) else None
    return told
