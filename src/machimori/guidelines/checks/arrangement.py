"""How things lie to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from machimori.guidelines.checks.base import Check, Needs, ParameterId


@dataclass(frozen=True, kw_only=True)
class ZonesApart(Check):
    """Areas of two uses are both there and do not lie in each other.

    Parameters
    ----------
    uses : tuple of str
        The uses of area that must be apart.
    """

    check: Literal["zones_apart"] = "zones_apart"
    uses: tuple[str, str]

    @property
    def needs(self) -> Needs:
        """One more area could be the missing one, or lie in the other's ground."""
        return Needs(to_hold=self.uses, to_fail=self.uses)


@dataclass(frozen=True, kw_only=True)
class ShareInside(Check):
    """Enough, or not too much, of some kind of thing stands in areas of a use.

    Parameters
    ----------
    kinds : tuple of str
        What is counted over the place.
    use : str
        The use of area in which it should, or should not, stand.
    among : tuple of str
        Uses of area; where any are named, only what stands in one of those counts.
    share_at_least, share_at_most : ParameterId or None
        Exactly one of them.
    """

    check: Literal["share_inside"] = "share_inside"
    kinds: tuple[str, ...]
    use: str
    among: tuple[str, ...] = ()
    share_at_least: ParameterId | None = None
    share_at_most: ParameterId | None = None

    @property
    def needs(self) -> Needs:
        """An unmapped thing could stand inside or outside."""
        both = (*self.kinds, self.use, *self.among)
        return Needs(to_hold=both, to_fail=both)


@dataclass(frozen=True, kw_only=True)
class CoverInside(Check):
    """Little of the element's ground lies under hedges and crowns."""

    check: Literal["cover_inside"] = "cover_inside"
    kinds: tuple[str, ...]
    share_at_most: ParameterId

    @property
    def needs(self) -> Needs:
        """An unmapped hedge only adds."""
        return Needs(to_hold=self.kinds)


@dataclass(frozen=True, kw_only=True)
class Enclosed(Check):
    """The outline of the element is closed off by barriers.

    Parameters
    ----------
    by : tuple of str
        Kinds that close it off.
    share_at_least : ParameterId
        Share of the outline.
    see_through_at_most : ParameterId or None
        Where given, only barriers up to this opacity count.
    """

    check: Literal["enclosed"] = "enclosed"
    by: tuple[str, ...]
    share_at_least: ParameterId
    see_through_at_most: ParameterId | None = None

    @property
    def needs(self) -> Needs:
        """An unmapped barrier only adds."""
        return Needs(to_fail=self.by)


@dataclass(frozen=True, kw_only=True)
class FacesAway(Check):
    """The element (a bench) turns its back to the nearest area of a use."""

    check: Literal["faces_away"] = "faces_away"
    use: str

    @property
    def needs(self) -> Needs:
        """Without all such areas nobody knows which is nearest."""
        return Needs(to_hold=(self.use,), to_fail=(self.use,))


@dataclass(frozen=True, kw_only=True)
class JustOutside(Check):
    """The element stands outside areas of a use, and close to the edge of one."""

    check: Literal["just_outside"] = "just_outside"
    use: str
    distance_at_most: ParameterId

    @property
    def needs(self) -> Needs:
        """An unmapped area could hold it, or be the near one."""
        return Needs(to_hold=(self.use,), to_fail=(self.use,))


@dataclass(frozen=True, kw_only=True)
class Near(Check):
    """Something of these kinds, or areas of these uses, is near the element.

    Parameters
    ----------
    kinds, uses : tuple of str
        What should be near.
    distance_at_most : ParameterId
        Between the nearest edges.
    """

    check: Literal["near"] = "near"
    kinds: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    distance_at_most: ParameterId

    @property
    def quantity(self) -> str:
        """Distance to the nearest, by what it is."""
        return "distance_m:" + "|".join((*self.kinds, *self.uses))

    @property
    def needs(self) -> Needs:
        """A nearer one could be unmapped."""
        return Needs(to_fail=(*self.kinds, *self.uses))


@dataclass(frozen=True, kw_only=True)
class ApartFrom(Check):
    """Nothing of these kinds, nor areas of these uses, is near the element.

    Parameters
    ----------
    kinds, uses : tuple of str
        What should be away.
    distance_at_least : ParameterId
        Between the nearest edges.
    """

    check: Literal["apart_from"] = "apart_from"
    kinds: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    distance_at_least: ParameterId

    @property
    def quantity(self) -> str:
        """Distance to the nearest, by what it is."""
        return "distance_m:" + "|".join((*self.kinds, *self.uses))

    @property
    def at_least_id(self) -> ParameterId | None:
        """The distance asked for."""
        return self.distance_at_least

    @property
    def needs(self) -> Needs:
        """A nearer one could be unmapped."""
        return Needs(to_hold=(*self.kinds, *self.uses))


@dataclass(frozen=True, kw_only=True)
class SetBack(Check):
    """The element (a building) stands back from the outline of its place."""

    check: Literal["set_back"] = "set_back"
    at_least: ParameterId

    @property
    def quantity(self) -> str:
        """Distance from the nearest point of the outline."""
        return "set_back_m"


@dataclass(frozen=True, kw_only=True)
class EntrancesApart(Check):
    """Entrances for men and for women are apart."""

    check: Literal["entrances_apart"] = "entrances_apart"
    at_least: ParameterId

    @property
    def needs(self) -> Needs:
        """A further entrance could be nearer."""
        return Needs(to_hold=("toilet_entrance",))


@dataclass(frozen=True, kw_only=True)
class WomensEntranceDeeper(Check):
    """The women's entrance lies further back than the men's."""

    check: Literal["womens_entrance_deeper"] = "womens_entrance_deeper"

    @property
    def needs(self) -> Needs:
        """A further entrance could lie less deep."""
        return Needs(to_hold=("toilet_entrance",))


@dataclass(frozen=True, kw_only=True)
class Overlooks(Check):
    """From the element (a caretaker's room) one sees every gate or entrance nearby.

    Parameters
    ----------
    kinds : tuple of str
        What must be seen.
    distance_at_most : ParameterId
        And how near it must be.
    """

    check: Literal["overlooks"] = "overlooks"
    kinds: tuple[str, ...]
    distance_at_most: ParameterId

    @property
    def needs(self) -> Needs:
        """An unmapped obstacle may hide; an unmapped gate may be out of sight."""
        return Needs(to_hold=("obstacle", *self.kinds))


@dataclass(frozen=True, kw_only=True)
class NoCutThrough(Check):
    """Nobody can take a short cut across the element, from one side to another.

    Parameters
    ----------
    by : tuple of str
        Kinds that close off its outline and divide its ground; buildings always do.
    """

    check: Literal["no_cut_through"] = "no_cut_through"
    by: tuple[str, ...]

    @property
    def needs(self) -> Needs:
        """Unmapped gates let through; an unmapped fence would close off."""
        return Needs(to_hold=("gate",), to_fail=(*self.by, "building"))


@dataclass(frozen=True, kw_only=True)
class SameStorey(Check):
    """The element is on a storey on which there is an area of one of these uses."""

    check: Literal["same_storey"] = "same_storey"
    uses: tuple[str, ...]

    @property
    def needs(self) -> Needs:
        """Another one, unmapped, could be on its storey."""
        return Needs(to_fail=self.uses)
