"""What a check is about, in words that need no knowledge of the guidelines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from machimori.assessment import Finding
from machimori.guidelines.checks import Check, checks_of

Theme = Literal["light", "sight", "layout", "devices", "upkeep"]

THEMES: Mapping[str, Theme] = {
    "mean_illuminance": "light",
    "no_dark_pockets": "light",
    "camera_illuminance": "light",
    "seen_from": "sight",
    "keeps_view_open": "sight",
    "clear_of_eye_level": "sight",
    "see_through": "sight",
    "overlooks": "sight",
    "seen_within": "sight",
    "covered_by_camera": "sight",
    "watch_gaps": "sight",
    "zones_apart": "layout",
    "share_inside": "layout",
    "cover_inside": "layout",
    "enclosed": "layout",
    "no_cut_through": "layout",
    "same_storey": "layout",
    "faces_away": "layout",
    "just_outside": "layout",
    "near": "layout",
    "near_throughout": "layout",
    "apart_from": "layout",
    "set_back": "layout",
    "entrances_apart": "layout",
    "womens_entrance_deeper": "layout",
    "no_foothold": "layout",
    "hard_to_climb_to": "layout",
    "measures": "layout",
    "fact": "layout",
    "present": "devices",
    "includes": "devices",
    "stated": "devices",
    "offender_path_simulation": "devices",
    "absent": "upkeep",
    "recorded": "upkeep",
    "surveyed": "upkeep",
}
"""By the name of the check."""


def check_name(check: Check) -> str:
    """Return the catalogue's name of a check."""
    return str(vars(check).get("check", ""))


def failing_check(finding: Finding) -> str:
    """Name the check that made a finding fall short; empty where a rule did."""
    failed = [r for r in finding.results if r.verdict.truth is False]
    reasoned = [r for r in failed if r.verdict.reason == finding.reason]
    return next((check_name(r.check) for r in reasoned or failed), "")


def theme_of(finding: Finding) -> Theme:
    """Say what a finding is about: the check that decided, else the first asked."""
    asked = map(check_name, checks_of(finding.criterion.require))
    name = failing_check(finding) or next(asked, "")
    return THEMES.get(name, "upkeep")
