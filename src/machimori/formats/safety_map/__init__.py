"""The editor's file of a community safety map (地域安全マップ)."""

from machimori.formats.safety_map.furigana import Piece, furigana, without_furigana
from machimori.formats.safety_map.photos import Photo, read_photo
from machimori.formats.safety_map.reading import SafetyMap, Spot, read_safety_map

__all__ = [
    "Photo",
    "Piece",
    "SafetyMap",
    "Spot",
    "furigana",
    "read_photo",
    "read_safety_map",
    "without_furigana",
]
