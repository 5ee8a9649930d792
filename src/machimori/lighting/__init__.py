"""How bright it is at night: direct illuminance of lamps, with what shades them."""

from machimori.lighting.field import DarkPocket, IlluminanceField, illuminance_field
from machimori.lighting.illuminance import illuminance_at
from machimori.lighting.lamps import PlacedLamp
from machimori.lighting.law import horizontal_illuminance_lx
from machimori.lighting.settings import LightSettings

__all__ = [
    "DarkPocket",
    "IlluminanceField",
    "LightSettings",
    "PlacedLamp",
    "horizontal_illuminance_lx",
    "illuminance_at",
    "illuminance_field",
]
