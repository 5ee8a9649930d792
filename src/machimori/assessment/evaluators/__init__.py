"""One function for each check: what the scene itself says of it.

An evaluator looks at one element of the context's place and returns a Verdict. It does
not weigh other evidence, expiry, or whether the map is complete: the engine does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from machimori.assessment.context import Context
from machimori.assessment.evaluators import (
    arrangement,
    cameras,
    entry,
    facts,
    indoors,
    light,
    obstruction,
    passage,
    records,
    routes,
    sight,
    toilets,
)
from machimori.assessment.model import Verdict
from machimori.guidelines import checks
from machimori.scene import Feature

Evaluator = Callable[[Any, Feature, Context], Verdict]

EVALUATORS: Mapping[type[checks.Check], Evaluator] = {
    checks.MeanIlluminance: light.mean_illuminance,
    checks.NoDarkPockets: light.no_dark_pockets,
    checks.CameraIlluminance: light.camera_illuminance,
    checks.SeenFrom: sight.seen_from,
    checks.SeenWithin: indoors.seen_within,
    checks.CoveredByCamera: cameras.covered_by_camera,
    checks.KeepsViewOpen: obstruction.keeps_view_open,
    checks.ClearOfEyeLevel: obstruction.clear_of_eye_level,
    checks.SeeThrough: obstruction.see_through,
    checks.Overlooks: sight.overlooks,
    checks.NoCutThrough: passage.no_cut_through,
    checks.SameStorey: facts.same_storey,
    checks.ZonesApart: arrangement.zones_apart,
    checks.ShareInside: arrangement.share_in_zones,
    checks.CoverInside: arrangement.cover_in,
    checks.Enclosed: arrangement.enclosed,
    checks.FacesAway: arrangement.faces_away,
    checks.JustOutside: arrangement.just_outside,
    checks.Near: arrangement.near,
    checks.ApartFrom: arrangement.apart_from,
    checks.SetBack: arrangement.set_back,
    checks.NearThroughout: routes.near_throughout,
    checks.WatchGaps: routes.watch_gaps,
    checks.EntrancesApart: toilets.entrances_apart,
    checks.WomensEntranceDeeper: toilets.womens_entrance_deeper,
    checks.NoFoothold: entry.no_foothold,
    checks.HardToClimbTo: entry.hard_to_climb_to,
    checks.Present: facts.present,
    checks.Absent: facts.absent,
    checks.Fact: facts.fact,
    checks.Measures: facts.measures,
    checks.Stated: facts.stated,
    checks.Includes: facts.includes,
    checks.Recorded: records.recorded,
    checks.Surveyed: records.surveyed,
    checks.OffenderPathSimulation: records.offender_path_simulation,
}

__all__ = ["EVALUATORS", "Evaluator"]
