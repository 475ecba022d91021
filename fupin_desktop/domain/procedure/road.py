"""A road is a list of steps as data: who acts, what must be there before, what it produces, its term, where an objection leads."""

from __future__ import annotations

from dataclasses import dataclass, field

from fupin_desktop.domain.procedure.records import Result, RoadKind

OPENED = "opened"
"""Stands for the day a passage was opened, where a term is reckoned from it."""
_USUAL = (Result.PASSED, Result.FAILED, Result.RETURNED)
_NOTICE = (Result.PASSED, Result.DISPUTED)


@dataclass(frozen=True, slots=True)
class Term:
    """How long a step may take: the days are the procedure number ``number``, from the step ``base``.

    ``base`` "": the step before; ``OPENED``: the day the passage was opened. A notice counts from its last day.
    """

    number: str
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepKind:
    """One step of a road.

    ``asks`` name what is registered with it (``asks.ASKS``), ``forms`` the papers the program makes for it (kinds of
    ``form``), ``papers`` what must be on file as photo or scan, ``notice`` the kind of notice that it posts, ``effect`` what
    the register is told (``services.procedure.effects``). ``after`` None: the step before must be there.
    ``objection``: where an objection, or a return that names no step, leads back to; "" the step before.
    """

    key: str
    label: str
    actor: str
    asks: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    notice: str = ""
    term: Term | None = None
    after: tuple[str, ...] | None = None
    objection: str = ""
    optional: bool = False
    effect: str = ""
    source: str = ""

    @property
    def results(self) -> tuple[Result, ...]:
        """What may come of it."""
        return _NOTICE if self.notice else _USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """A procedure. ``of_village``: a village goes it, not a household. ``whole``: how long all of it may take."""

    kind: RoadKind
    label: str
    steps: tuple[StepKind, ...]
    source: str
    of_village: bool = False
    whole: Term | None = None
    until: str = ""  # the step by which ``whole`` is reckoned; "" the last one
    last_year: int | None = None  # the last year of work in which it is begun; None: still done
    places: dict[str, int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", {each.key: place for place, each in enumerate(self.steps)})

    def step(self, key: str) -> StepKind:
        """The step of a key. Raises KeyError."""
        return self.steps[self.places[key]]

    def place(self, key: str) -> int:
        """Where a step stands, from 0. Raises KeyError."""
        return self.places[key]

    def begins(self, key: str) -> bool:
        """Whether a passage may begin with a step: the first one, or one before which all may be left out."""
        return all(each.optional for each in self.steps[: self.place(key)])

    def before(self, key: str) -> StepKind | None:
        """The step before one that is not optional."""
        return next((each for each in reversed(self.steps[: self.place(key)]) if not each.optional), None)

    def back_to(self, key: str, wanted: str = "") -> str:
        """Where a return or an objection at a step leads: the step wanted, the road's own, else the one before."""
        before = self.before(key)
        return wanted or self.step(key).objection or (before.key if before else key)
