"""与户主关系 after the head changed: what follows is derived, what does not is asked."""

from __future__ import annotations

import pytest

from fupin_desktop.domain.codes import Relation as R
from fupin_desktop.domain.codes import Sex
from fupin_desktop.domain.kin import TOLD, Kin, to_new_head, turned

M, F = Sex.MALE, Sex.FEMALE


def told(head: R, *others: tuple[R, Sex | None], new: Sex | None = None) -> list[R | None]:
    """What the others become when the one who is ``head`` becomes the head; the old head (male) stays, first of them."""
    family = [Kin(1, R.HEAD, M), Kin(2, head, new), *(Kin(n, *each) for n, each in enumerate(others, 3))]
    found = to_new_head(family, 2)
    assert found[2] is R.HEAD
    return [found[each.key] for each in family if each.key != 2]


@pytest.mark.parametrize(
    ("head", "others", "after"),
    [
        (R.SPOUSE, [(R.SON, None), (R.MOTHER, None), (R.WIFES_FATHER, None)], [R.SPOUSE, R.SON, R.HUSBANDS_MOTHER, R.FATHER]),
        (R.SON, [(R.SPOUSE, None), (R.DAUGHTER_IN_LAW, None), (R.GRANDSON, None)], [R.FATHER, R.MOTHER, R.SPOUSE, R.SON]),
        (R.SON, [(R.SON, None), (R.DAUGHTER_IN_LAW, None), (R.GRANDSON, None)], [R.FATHER, R.SIBLING, None, None]),
        (R.SON, [(R.MOTHER, None), (R.SIBLING, M), (R.SIBLING, F)], [R.FATHER, R.GRANDMOTHER, R.UNCLE, R.OTHER]),
        (R.DAUGHTER, [(R.SON_IN_LAW, None), (R.GRANDSON_D, None)], [R.FATHER, R.SPOUSE, R.SON]),
        (R.DAUGHTER_IN_LAW, [(R.SPOUSE, None), (R.GRANDSON, None)], [R.HUSBANDS_FATHER, R.HUSBANDS_MOTHER, R.SON]),
        (R.SON_IN_LAW, [(R.DAUGHTER, None), (R.GRANDDAUGHTER_D, None)], [R.WIFES_FATHER, R.SPOUSE, R.DAUGHTER]),
        (R.FATHER, [(R.MOTHER, None), (R.SPOUSE, None), (R.SON, None)], [R.SON, R.SPOUSE, R.DAUGHTER_IN_LAW, R.GRANDSON]),
        (R.SIBLING, [(R.SPOUSE, None), (R.SON, None), (R.MOTHER, None)], [R.SIBLING, R.SISTER_IN_LAW, R.NEPHEW, R.MOTHER]),
        (R.GRANDSON, [(R.SPOUSE, None), (R.SON, None), (R.DAUGHTER_IN_LAW, None)],
         [R.GRANDFATHER, R.GRANDMOTHER, R.FATHER, R.MOTHER]),
        (R.OTHER, [(R.SON, None)], [None, None]),
    ],
)  # fmt: skip
def test_relations_to_the_new_head(
    head: R, others: list[tuple[R, Sex | None]], after: list[R | None]
) -> None:
    assert told(head, *others) == after


def test_the_sex_of_the_old_head_decides_and_is_asked_where_unknown() -> None:
    for sex, after in ((M, R.FATHER), (F, R.MOTHER), (None, None)):
        assert to_new_head([Kin(1, R.HEAD, sex), Kin(2, R.SON)], 2)[1] is after
    family = [Kin(1, R.HEAD), Kin(2, R.SON), Kin(3, R.SPOUSE, F)]
    assert to_new_head(family, 2)[1] is R.FATHER  # her husband


def test_a_head_who_died_still_says_who_the_others_are() -> None:
    left = [Kin(2, R.SON), Kin(3, R.SPOUSE), Kin(4, R.DAUGHTER)]
    assert to_new_head(left, 2, Kin(1, R.HEAD, M)) == {2: R.HEAD, 3: R.MOTHER, 4: R.SIBLING}


@pytest.mark.parametrize("head", list(TOLD))
def test_what_one_is_to_the_other_agrees_both_ways(head: R) -> None:
    """The old head's relation to the new one is the new one's to the old one, turned round."""
    for sex in (M, F):
        assert to_new_head([Kin(1, R.HEAD, sex), Kin(2, head, M)], 2)[1] is turned(head, sex)
