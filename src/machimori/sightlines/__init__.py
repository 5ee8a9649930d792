"""Who can see what from where, what nobody sees, and which obstacle makes it so."""

from machimori.sightlines.ahead import taken_ahead
from machimori.sightlines.blame import Blame, Bystander, Opener, blame
from machimori.sightlines.field import (
    BlindSpot,
    SightField,
    line_of_sight,
    obstacles_about,
    sight_field,
)
from machimori.sightlines.isovist import Isovist, PlanVisibility
from machimori.sightlines.live import LiveSight
from machimori.sightlines.night import light_needed_lx, watches_at_night
from machimori.sightlines.settings import SightSettings
from machimori.sightlines.viewpoints import Viewpoints, viewpoints

__all__ = [
    "Blame",
    "BlindSpot",
    "Bystander",
    "Isovist",
    "LiveSight",
    "Opener",
    "PlanVisibility",
    "SightField",
    "SightSettings",
    "Viewpoints",
    "blame",
    "light_needed_lx",
    "line_of_sight",
    "obstacles_about",
    "sight_field",
    "taken_ahead",
    "viewpoints",
    "watches_at_night",
]
