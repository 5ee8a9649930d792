"""Signs that a place is easy to enter or hard to see, each with what it rests on.

The two sides are never summed, and places are never ranked.

Source
------
小宮信夫『写真でわかる世界の防犯――遺跡・デザイン・まちづくり』小学館 (2017): offences
happen in places that are easy to enter and hard to see. O. Newman, *Defensible Space*
(1972): territoriality and surveillance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from machimori.language import Text

Side = Literal["enter", "hide"]

SIDES: Mapping[Side, Text] = {
    "enter": Text(ja="入りやすい", en="easy to enter"),
    "hide": Text(ja="見えにくい", en="hard to see"),
}

SIGNS: Mapping[str, tuple[Side, Text]] = {
    "open_outline": ("enter", Text(ja="囲いがない", en="no enclosure")),
    "short_cut": ("enter", Text(ja="通り抜けられる", en="a short cut leads through")),
    "many_entrances": ("enter", Text(ja="出入口が多い", en="many ways in and out")),
    "car_beside": ("enter", Text(ja="車を寄せられる", en="a car can stop beside it")),
    "unmarked": (
        "enter",
        Text(ja="手入れや持ち主の印がない", en="nothing says whose it is"),
    ),
    "no_footway": (
        "enter",
        Text(ja="歩く人と車が分かれていない", en="walkers and cars are not apart"),
    ),
    "many_exits": ("enter", Text(ja="逃げ道が多い", en="many ways to flee")),
    "blind_ground": ("hide", Text(ja="死角が多い", en="much of it is out of sight")),
    "no_window": ("hide", Text(ja="窓から見えない", en="no window sees it")),
    "dark": ("hide", Text(ja="夜に暗い", en="dark at night")),
    "unwatched": ("hide", Text(ja="人の目がない", en="nobody watches")),
}
"""All signs: the side they are of, and their words."""


@dataclass(frozen=True)
class Sign:
    """One sign of one place.

    Parameters
    ----------
    code : str
        One of `SIGNS`.
    says : bool or None
        Whether the place has it; None where nobody can know yet.
    value, limit : float or None
        What was measured, and what it was held against.
    unit : str
    evidence : tuple of str
        Ids of the features that it rests on.
    lacks : str
        What would have to be surveyed, where it is undecided: a kind or group.
    """

    code: str
    says: bool | None
    value: float | None = None
    limit: float | None = None
    unit: str = ""
    evidence: tuple[str, ...] = ()
    lacks: str = ""

    @property
    def side(self) -> Side:
        """Easy to enter, or hard to see."""
        return SIGNS[self.code][0]


@dataclass(frozen=True)
class Signed:
    """All signs of a place or a stretch of street.

    Parameters
    ----------
    id, name : str
    signs : tuple of Sign
    """

    id: str
    name: str
    signs: tuple[Sign, ...]

    def of(self, side: Side) -> tuple[Sign, ...]:
        """Return the signs of one side."""
        return tuple(sign for sign in self.signs if sign.side == side)

    def tally(self, side: Side) -> tuple[int, int, int]:
        """Count the signs of a side: those it has, has not, and that are undecided."""
        said = [sign.says for sign in self.of(side)]
        return said.count(True), said.count(False), said.count(None)
