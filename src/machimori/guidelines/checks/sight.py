"""Who sees what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from machimori.guidelines.checks.base import Check, Needs, ParameterId

_ROOMS = frozenset({"staff_room", "caretaker_room"})


@dataclass(frozen=True, kw_only=True)
class SeenFrom(Check):
    """Enough of the element is seen from its surroundings.

    Parameters
    ----------
    watchers : tuple of str
        Kinds of feature from which people look: ``road``, ``path``, ``window``,
        ``staff_room`` …
    share_at_least : ParameterId
        Share of the element that somebody must see.
    target : ParameterId
        Height of what is to be seen.
    """

    check: Literal["seen_from"] = "seen_from"
    watchers: tuple[str, ...]
    share_at_least: ParameterId
    target: ParameterId

    @property
    def quantity(self) -> str:
        """Share of the element that is seen."""
        return "seen_share"

    @property
    def at_least_id(self) -> ParameterId | None:
        """The share asked for."""
        return self.share_at_least

    @property
    def needs(self) -> Needs:
        """Obstacles only hide, further windows only see."""
        return Needs(to_hold=("obstacle",), to_fail=_off_the_street(self.watchers))


@dataclass(frozen=True, kw_only=True)
class KeepsViewOpen(Check):
    """The element (a hedge, a sign, a wall) does not take away the view of the place.

    Parameters
    ----------
    watchers : tuple of str
        Kinds of feature from which people look.
    lost_share_at_most : ParameterId
        Share of the place that would come into view if the element were not there.
    """

    check: Literal["keeps_view_open"] = "keeps_view_open"
    watchers: tuple[str, ...]
    lost_share_at_most: ParameterId

    @property
    def needs(self) -> Needs:
        """What else hides, and who else looks, changes it in both directions."""
        both = ("obstacle", *_off_the_street(self.watchers))
        return Needs(to_hold=both, to_fail=both)


@dataclass(frozen=True, kw_only=True)
class ClearOfEyeLevel(Check):
    """A tree's crown is above, or a shrub below, the height at which people look."""

    check: Literal["clear_of_eye_level"] = "clear_of_eye_level"


@dataclass(frozen=True, kw_only=True)
class SeeThrough(Check):
    """A fence or wall lets sight through, or is low enough to look over."""

    check: Literal["see_through"] = "see_through"
    opacity_at_most: ParameterId


@dataclass(frozen=True, kw_only=True)
class SeenWithin(Check):
    """Enough of the element is seen from other parts of the building, storey by storey.

    Parameters
    ----------
    watchers : tuple of str
        Kinds of feature or uses of area: ``caretaker_room``, ``lift_hall`` …
    share_at_least : ParameterId
        Share of the element that somebody must see.
    target : ParameterId
        Height of what is to be seen, above the floor.
    """

    check: Literal["seen_within"] = "seen_within"
    watchers: tuple[str, ...]
    share_at_least: ParameterId
    target: ParameterId

    @property
    def quantity(self) -> str:
        """Share of the element that is seen."""
        return "seen_share"

    @property
    def at_least_id(self) -> ParameterId | None:
        """The share asked for."""
        return self.share_at_least

    @property
    def needs(self) -> Needs:
        """Inner walls only hide, further rooms only see."""
        return Needs(to_hold=("obstacle",), to_fail=self.watchers)


@dataclass(frozen=True, kw_only=True)
class CoveredByCamera(Check):
    """Enough of the element is in the picture of a camera.

    Parameters
    ----------
    share_at_least : ParameterId
        Share of the element.
    target : ParameterId
        Height of what the picture must show, above the floor.
    beside : tuple of str
        Kinds of feature from which people see some of it: cameras make up for the rest.
    """

    check: Literal["covered_by_camera"] = "covered_by_camera"
    share_at_least: ParameterId
    target: ParameterId
    beside: tuple[str, ...] = ()

    @property
    def quantity(self) -> str:
        """Share of the element in the picture."""
        return "filmed_share"

    @property
    def at_least_id(self) -> ParameterId | None:
        """The share asked for."""
        return self.share_at_least

    @property
    def needs(self) -> Needs:
        """Obstacles only hide, further cameras and windows only see."""
        watchers = ("camera", *_off_the_street(self.beside))
        return Needs(to_hold=("obstacle",), to_fail=watchers)


def _off_the_street(watchers: tuple[str, ...]) -> tuple[str, ...]:
    """Watchers that a map may lack: roads and paths are on every map.

    Who is in a room looks out of its windows.
    """
    listed = [w for w in watchers if w not in ("road", "path")]
    if not _ROOMS.isdisjoint(listed):
        listed.append("window")
    return tuple(dict.fromkeys(listed))
