"""How checks are combined into what a criterion requires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Discriminator, Tag

from machimori.guidelines.checks.arrangement import (
    ApartFrom,
    CoverInside,
    Enclosed,
    EntrancesApart,
    FacesAway,
    JustOutside,
    Near,
    NoCutThrough,
    Overlooks,
    SameStorey,
    SetBack,
    ShareInside,
    WomensEntranceDeeper,
    ZonesApart,
)
from machimori.guidelines.checks.base import Check
from machimori.guidelines.checks.entry import HardToClimbTo, NoFoothold
from machimori.guidelines.checks.facts import (
    Absent,
    Fact,
    Includes,
    Measures,
    Present,
    Stated,
)
from machimori.guidelines.checks.light import (
    CameraIlluminance,
    MeanIlluminance,
    NoDarkPockets,
)
from machimori.guidelines.checks.records import (
    OffenderPathSimulation,
    Recorded,
    Surveyed,
)
from machimori.guidelines.checks.routes import NearThroughout, WatchGaps
from machimori.guidelines.checks.sight import (
    ClearOfEyeLevel,
    CoveredByCamera,
    KeepsViewOpen,
    SeenFrom,
    SeenWithin,
    SeeThrough,
)


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
    | Annotated[SeenWithin, Tag("seen_within")]
    | Annotated[CoveredByCamera, Tag("covered_by_camera")]
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
    | Annotated[NearThroughout, Tag("near_throughout")]
    | Annotated[ApartFrom, Tag("apart_from")]
    | Annotated[SetBack, Tag("set_back")]
    | Annotated[EntrancesApart, Tag("entrances_apart")]
    | Annotated[WomensEntranceDeeper, Tag("womens_entrance_deeper")]
    | Annotated[Overlooks, Tag("overlooks")]
    | Annotated[NoCutThrough, Tag("no_cut_through")]
    | Annotated[SameStorey, Tag("same_storey")]
    | Annotated[NoFoothold, Tag("no_foothold")]
    | Annotated[HardToClimbTo, Tag("hard_to_climb_to")]
    | Annotated[Present, Tag("present")]
    | Annotated[Absent, Tag("absent")]
    | Annotated[Fact, Tag("fact")]
    | Annotated[Measures, Tag("measures")]
    | Annotated[Stated, Tag("stated")]
    | Annotated[Includes, Tag("includes")]
    | Annotated[Recorded, Tag("recorded")]
    | Annotated[Surveyed, Tag("surveyed")]
    | Annotated[OffenderPathSimulation, Tag("offender_path_simulation")]
    | Annotated[WatchGaps, Tag("watch_gaps")],
    Discriminator(_tag),
]


def checks_of(requirement: Requirement) -> tuple[Check, ...]:
    """All checks that a requirement holds, in order."""
    if isinstance(requirement, AllOf):
        return tuple(c for part in requirement.all for c in checks_of(part))
    if isinstance(requirement, AnyOf):
        return tuple(c for part in requirement.any for c in checks_of(part))
    return (requirement,)
