"""The form of a file of cases: scenes, and what comes out in them.

A file mirrors a file of the catalogue, ``cases/jp-16/roads/park.yaml`` one of
``jp-16/roads/park.yaml``, and reads::

    like: park                      # the scene of every case that names none
    scenes:
      park:                         # a whole scene: one line a thing
        - {place: park, box: [0, 0, 40, 30], complete: all}
        - {path: path, line: [[0, 15], [40, 15]], width_m: 2}
      lit-park:                     # another scene, and what is different in it
        like: park
        but:
          - {lamp: lamp, at: [20, 15], height_m: 4.5, photometry: isotropic, ...}
    cases:
      park-path-light:              # a criterion of this instrument
        - satisfied: 園路を灯りが照らす / a lamp lights the path
          like: lit-park
        - not_satisfied: 灯りが消えている / the lamp is out
          like: lit-park
          but: [{change: lamp, lit: false}]
        - cannot_tell: 灯りを漏れなく調べていない / nobody mapped all the lamps
          but: [{change: park, complete: [obstacle]}]
          because: thin_map

A thing is ``{kind: name, at | line | box | outline: …, property: value …}`` in plane
metres, x east and y north; a box is west, south, east, north. Of a ``place`` and an
``area`` the name is its kind of place or its use, and its id too unless ``id`` says
another. ``complete: all`` means that all there is was mapped. ``but`` adds things,
takes them away (``{without: lamp}``) or changes them (``{change: lamp, lit: false}``;
``null`` leaves a property unsaid). Scenes in a ``scenes.yaml`` serve all files in its
folder and below.

What is known beside the scene: ``answer: yes | no | unknown`` of somebody who looked;
``records: {prune: 2026-03-01}`` of the place, or of one thing,
``{prune: {day: 2026-03-01, of: oak}}``; ``measured: {path: 3.4}`` in lux;
``decision: need | no_need | exclude``; ``city: {interpretation/…: 5}`` for numbers of
the city's own. A case is judged on 1 June 2026 unless it gives a ``day``, at the first
place of its scene, and everything that the criterion looks at must come out as it says;
``of: bench`` keeps to one thing. ``because`` is the code of the reason, ``value`` the
number that was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

from machimori.assessment import Outcome

Line = Mapping[str, Any]
"""One line of a scene: a thing, or a change."""


class Strict:
    """Unknown keys are errors."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True)
class Variation(Strict):
    """Another scene, and what is different."""

    like: str
    but: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Done(Strict):
    """When something was done, and to what."""

    day: date
    of: str


@dataclass(frozen=True, kw_only=True)
class Written(Strict):
    """One case as it is written: one outcome with its story, and what leads to it."""

    satisfied: str | None = None
    satisfied_by_alternative: str | None = None
    not_satisfied: str | None = None
    inapplicable: str | None = None
    excluded: str | None = None
    cannot_tell: str | None = None
    not_assessed: str | None = None
    because: str | None = None
    value: float | None = None
    of: str | None = None
    like: str | None = None
    scene: tuple[Line, ...] | None = None
    but: tuple[Line, ...] = ()
    answer: Literal["unknown"] | bool | None = None
    records: dict[str, date | Done] = field(default_factory=dict)
    measured: dict[str, float] = field(default_factory=dict)
    decision: Literal["need", "no_need", "exclude"] | None = None
    city: dict[str, float] = field(default_factory=dict)
    day: date = date(2026, 6, 1)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that are written: it should be one."""
        return tuple(o for o in Outcome if getattr(self, o.value) is not None)

    @property
    def story(self) -> str:
        """What the case is about, in Japanese and English."""
        return str(getattr(self, self.outcomes[0].value))


@dataclass(frozen=True, kw_only=True)
class Sheet(Strict):
    """One file."""

    cases: dict[str, tuple[Written, ...]] = field(default_factory=dict)
    scenes: dict[str, tuple[Line, ...] | Variation] = field(default_factory=dict)
    like: str | None = None


@dataclass(frozen=True, eq=False)
class Case:
    """A case with the scene that it is judged in.

    Parameters
    ----------
    file : str
        Below the folder of cases.
    criterion : str
        Its whole id.
    number : int
        Which of the criterion's cases, from 1.
    written : Written
    things : tuple of mapping
        GeoJSON features.
    """

    file: str
    criterion: str
    number: int
    written: Written
    things: tuple[Line, ...]

    @property
    def outcome(self) -> Outcome:
        """What should come out."""
        return self.written.outcomes[0]

    def __str__(self) -> str:
        return f"{self.criterion} {self.outcome.value} {self.number}"


KEYS = frozenset(f.name for type_ in (Written, Sheet, Done) for f in fields(type_))
"""Every key that a file may have, beside those of the things."""
