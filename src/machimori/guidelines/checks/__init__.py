"""What can be checked: one frozen dataclass for each kind of check.

The catalogue names a check by its snake-case name. Each is evaluated by exactly one
function in ``assessment.evaluators``; here stands only what the loader must know: the
fields, the quantity that evidence is about, and what a map must have been surveyed for.

A thin map proves nothing. More lamps can only brighten, more obstacles only hide. So
each check says separately what must be surveyed completely before "it holds" may
stand, and before "it does not hold" may stand: see :class:`Needs`.
"""

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
from machimori.guidelines.checks.base import (
    METHODS,
    Check,
    Method,
    Needs,
    ParameterId,
    parameters_of,
)
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
from machimori.guidelines.checks.requirements import (
    AllOf,
    AnyOf,
    Requirement,
    checks_of,
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

__all__ = [
    "METHODS",
    "Absent",
    "AllOf",
    "AnyOf",
    "ApartFrom",
    "CameraIlluminance",
    "Check",
    "ClearOfEyeLevel",
    "CoverInside",
    "CoveredByCamera",
    "Enclosed",
    "EntrancesApart",
    "FacesAway",
    "Fact",
    "HardToClimbTo",
    "Includes",
    "JustOutside",
    "KeepsViewOpen",
    "MeanIlluminance",
    "Measures",
    "Method",
    "Near",
    "NearThroughout",
    "Needs",
    "NoCutThrough",
    "NoDarkPockets",
    "NoFoothold",
    "OffenderPathSimulation",
    "Overlooks",
    "ParameterId",
    "Present",
    "Recorded",
    "Requirement",
    "SameStorey",
    "SeeThrough",
    "SeenFrom",
    "SeenWithin",
    "SetBack",
    "ShareInside",
    "Stated",
    "Surveyed",
    "WatchGaps",
    "WomensEntranceDeeper",
    "ZonesApart",
    "checks_of",
    "parameters_of",
]
