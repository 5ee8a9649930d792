"""What can be checked: one frozen dataclass for each kind of check.

The catalogue names a check by its snake-case name. Each is evaluated by exactly one
function in ``assessment.evaluators``; here stands only what the loader must know: the
fields, the quantity that evidence is about, and what a map must have been surveyed for.

A thin map proves nothing. More lamps can only brighten, more obstacles only hide. So
each check says separately what must be surveyed completely before "it holds" may
stand, and before "it does not hold" may stand: see :class:`Needs`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar, Literal, NewType

from pydantic import ConfigDict, Discriminator, Tag

ParameterId = NewType("ParameterId", str)
Method = Literal["computed", "measured", "surveyed", "recorded", "declared"]
METHODS: tuple[Method, ...] = (
    "measured",
    "computed",
    "recorded",
    "surveyed",
    "declared",
)
"""The usual precedence of evidence, first wins."""


@dataclass(frozen=True)
class Needs:
    """Words of the vocabulary that must be surveyed completely.

    Parameters
    ----------
    to_hold : tuple of str
        Before "it holds" may stand.
    to_fail : tuple of str
        Before "it does not hold" may stand.
    """

    to_hold: tuple[str, ...] = ()
    to_fail: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Check:
    """Base of all checks.

    Parameters
    ----------
    methods : tuple of str
        Which evidence decides, the first that is there.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    methods: tuple[Method, ...] = METHODS

    @property
    def quantity(self) -> str:
        """What evidence for this check is about."""
        return str(getattr(self, "check"))  # noqa: B009 - each subclass has it

    @property
    def needs(self) -> Needs:
        """What must be surveyed completely."""
        return Needs()

    @property
    def at_least_id(self) -> ParameterId | None:
        """The parameter that a number must reach, where there is one."""
        return getattr(self, "at_least", None)


# Light --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class MeanIlluminance(Check):
    """Mean horizontal illuminance on the element's surface reaches a value."""

    check: Literal["mean_illuminance"] = "mean_illuminance"
    at_least: ParameterId

    @property
    def quantity(self) -> str:
        """The mean, in lux."""
        return "mean_illuminance_lx"

    @property
    def needs(self) -> Needs:
        """Unmapped lamps can only raise it, unmapped obstacles only lower it."""
        return Needs(to_hold=("obstacle",), to_fail=("lamp",))


@dataclass(frozen=True, kw_only=True)
class NoDarkPockets(Check):
    """No part of the surface is much darker than the rest."""

    check: Literal["no_dark_pockets"] = "no_dark_pockets"

    @property
    def quantity(self) -> str:
        """Area of the largest dark pocket."""
        return "dark_pocket_m2"

    @property
    def needs(self) -> Needs:
        """Both change it in both directions."""
        return Needs(to_hold=("obstacle", "lamp"), to_fail=("obstacle", "lamp"))


@dataclass(frozen=True, kw_only=True)
class CameraIlluminance(Check):
    """The ground that a camera looks at is bright enough for it."""

    check: Literal["camera_illuminance"] = "camera_illuminance"
    at_least: ParameterId

    @property
    def needs(self) -> Needs:
        """As for the mean illuminance."""
        return Needs(to_hold=("obstacle",), to_fail=("lamp",))


# Sight --------------------------------------------------------------------------------


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
        """Obstacles only hide. Roads and paths are on every map, windows are not."""
        windows = tuple(w for w in self.watchers if w not in ("road", "path"))
        return Needs(to_hold=("obstacle",), to_fail=windows)


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


@dataclass(frozen=True, kw_only=True)
class ClearOfEyeLevel(Check):
    """A tree's crown is above, or a shrub below, the height at which people look."""

    check: Literal["clear_of_eye_level"] = "clear_of_eye_level"


@dataclass(frozen=True, kw_only=True)
class SeeThrough(Check):
    """A fence or wall lets sight through, or is low enough to look over."""

    check: Literal["see_through"] = "see_through"
    opacity_at_most: ParameterId


# Arrangement --------------------------------------------------------------------------


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
        """That there is no such area is only known where all are mapped."""
        return Needs(to_fail=self.uses)


@dataclass(frozen=True, kw_only=True)
class ShareInside(Check):
    """Enough, or not too much, of some kind of thing stands in areas of a use.

    Parameters
    ----------
    kinds : tuple of str
        What is counted over the place.
    use : str
        The use of area in which it should, or should not, stand.
    share_at_least, share_at_most : ParameterId or None
        Exactly one of them.
    """

    check: Literal["share_inside"] = "share_inside"
    kinds: tuple[str, ...]
    use: str
    share_at_least: ParameterId | None = None
    share_at_most: ParameterId | None = None

    @property
    def needs(self) -> Needs:
        """An unmapped thing could stand inside or outside."""
        both = (*self.kinds, self.use)
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


# Entry --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class NoFoothold(Check):
    """The element is no step up to a window, balcony or roof nearby."""

    check: Literal["no_foothold"] = "no_foothold"

    @property
    def needs(self) -> Needs:
        """A building or opening that is not mapped could be the one."""
        return Needs(to_hold=("building", "window", "balcony"))


# Facts --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Present(Check):
    """The place (or element) has at least one thing of these kinds.

    Parameters
    ----------
    kinds, uses : tuple of str
        Any of these will do.
    where : mapping
        Properties that it must have: name → allowed values.
    """

    check: Literal["present"] = "present"
    kinds: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    where: dict[str, tuple[Any, ...]] | None = None

    @property
    def quantity(self) -> str:
        """How many there are, by what they are."""
        return "count:" + "|".join((*self.kinds, *self.uses))

    @property
    def needs(self) -> Needs:
        """That there is none is only known where all are mapped."""
        return Needs(to_fail=(*self.kinds, *self.uses))


@dataclass(frozen=True, kw_only=True)
class Fact(Check):
    """A property of the element, or of the place, has one of these values.

    Where the property holds several choices, one of them is enough.
    """

    check: Literal["fact"] = "fact"
    of: Literal["element", "place"] = "element"
    name: str
    one_of: tuple[Any, ...]

    @property
    def quantity(self) -> str:
        """The property."""
        return self.name


@dataclass(frozen=True, kw_only=True)
class Stated(Check):
    """All of these properties of the element are stated."""

    check: Literal["stated"] = "stated"
    properties: tuple[str, ...]

    @property
    def quantity(self) -> str:
        """The properties."""
        return "stated:" + "|".join(self.properties)


@dataclass(frozen=True, kw_only=True)
class Includes(Check):
    """A property of the element that lists several things lists all of these."""

    check: Literal["includes"] = "includes"
    name: str
    values: tuple[Any, ...]

    @property
    def quantity(self) -> str:
        """The property, all of it."""
        return f"includes:{self.name}"


# Records and the eye ------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Recorded(Check):
    """An activity was recorded, and not too long ago.

    Parameters
    ----------
    activity : str
        A word of ``activities.yaml``.
    within : ParameterId or None
        How long a record holds; None means for good.
    """

    check: Literal["recorded"] = "recorded"
    activity: str
    within: ParameterId | None = None
    methods: tuple[Method, ...] = ("recorded", "surveyed", "declared")

    @property
    def quantity(self) -> str:
        """The activity."""
        return f"activity:{self.activity}"


@dataclass(frozen=True, kw_only=True)
class Surveyed(Check):
    """Only somebody who looks can tell."""

    check: Literal["surveyed"] = "surveyed"
    methods: tuple[Method, ...] = ("surveyed", "declared")


@dataclass(frozen=True, kw_only=True)
class OffenderPathSimulation(Check):
    """Cameras were sited after the three-stage simulation of an offender's path."""

    check: Literal["offender_path_simulation"] = "offender_path_simulation"
    methods: tuple[Method, ...] = ("computed", "recorded", "surveyed", "declared")

    @property
    def quantity(self) -> str:
        """A record that the simulation was done counts."""
        return "activity:offender-path-simulation"


# Requirements -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class AllOf:
    """All of these hold."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    all: tuple[Requirement, ...]


@dataclass(frozen=True, kw_only=True)
class AnyOf:
    """At least one of these holds."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    any: tuple[Requirement, ...]


def _tag(value: Any) -> str | None:
    given = value if isinstance(value, dict) else vars(value)
    for word in ("all", "any"):
        if word in given:
            return word
    return given.get("check")


Requirement = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[MeanIlluminance, Tag("mean_illuminance")]
    | Annotated[NoDarkPockets, Tag("no_dark_pockets")]
    | Annotated[CameraIlluminance, Tag("camera_illuminance")]
    | Annotated[SeenFrom, Tag("seen_from")]
    | Annotated[KeepsViewOpen, Tag("keeps_view_open")]
    | Annotated[ClearOfEyeLevel, Tag("clear_of_eye_level")]
    | Annotated[SeeThrough, Tag("see_through")]
    | Annotated[ZonesApart, Tag("zones_apart")]
    | Annotated[ShareInside, Tag("share_inside")]
    | Annotated[CoverInside, Tag("cover_inside")]
    | Annotated[Enclosed, Tag("enclosed")]
    | Annotated[FacesAway, Tag("faces_away")]
    | Annotated[JustOutside, Tag("just_outside")]
    | Annotated[Near, Tag("near")]
    | Annotated[EntrancesApart, Tag("entrances_apart")]
    | Annotated[WomensEntranceDeeper, Tag("womens_entrance_deeper")]
    | Annotated[Overlooks, Tag("overlooks")]
    | Annotated[NoFoothold, Tag("no_foothold")]
    | Annotated[Present, Tag("present")]
    | Annotated[Fact, Tag("fact")]
    | Annotated[Stated, Tag("stated")]
    | Annotated[Includes, Tag("includes")]
    | Annotated[Recorded, Tag("recorded")]
    | Annotated[Surveyed, Tag("surveyed")]
    | Annotated[OffenderPathSimulation, Tag("offender_path_simulation")],
    Discriminator(_tag),
]


def checks_of(requirement: Requirement) -> tuple[Check, ...]:
    """All checks that a requirement holds, in order."""
    if isinstance(requirement, AllOf):
        return tuple(c for part in requirement.all for c in checks_of(part))
    if isinstance(requirement, AnyOf):
        return tuple(c for part in requirement.any for c in checks_of(part))
    return (requirement,)


def parameters_of(check: Check) -> tuple[ParameterId, ...]:
    """Ids of the parameters that a check names in its fields."""
    named = [f.name for f in fields(check) if "ParameterId" in str(f.type)]
    values = (getattr(check, name) for name in named)
    return tuple(value for value in values if value is not None)
