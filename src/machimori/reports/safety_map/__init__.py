"""The community safety map (地域安全マップ), for children: sheet, page, document."""

from machimori.reports.safety_map.content import SafetySheet, compose_safety_map
from machimori.reports.safety_map.outputs import (
    safety_map_document,
    safety_map_page,
    safety_map_pdf,
    safety_map_png,
)

__all__ = [
    "SafetySheet",
    "compose_safety_map",
    "safety_map_document",
    "safety_map_page",
    "safety_map_pdf",
    "safety_map_png",
]
