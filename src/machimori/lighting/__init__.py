"""How bright it is at night: direct illuminance of lamps, with what shades them."""

from machimori.lighting.effects import LampEffect, lamp_effects
from machimori.lighting.field import DarkPocket, IlluminanceField, illuminance_field
from machimori.lighting.illuminance import illuminance_at, illuminance_on
from machimori.lighting.isolux import (
    ISOLUX_LEVELS_LX,
    IlluminanceMap,
    illuminance_map,
)
from machimori.lighting.lamps import PlacedLamp
from machimori.lighting.law import horizontal_illuminance_lx, illuminance_lx
from machimori.lighting.live import LiveLight
from machimori.lighting.settings import LightSettings
from machimori.lighting.survey import SurveyComparison, compare_with_survey
from machimori.lighting.vertical import (
    RoadVertical,
    VerticalIlluminance,
    road_vertical_illuminance,
    vertical_illuminance_at,
)

__all__ = [
    "ISOLUX_LEVELS_LX",
    "DarkPocket",
    "IlluminanceField",
    "IlluminanceMap",
    "LampEffect",
    "LightSettings",
    "LiveLight",
    "PlacedLamp",
    "RoadVertical",
    "SurveyComparison",
    "VerticalIlluminance",
    "compare_with_survey",
    "horizontal_illuminance_lx",
    "illuminance_at",
    "illuminance_field",
    "illuminance_lx",
    "illuminance_map",
    "illuminance_on",
    "lamp_effects",
    "road_vertical_illuminance",
    "vertical_illuminance_at",
]
