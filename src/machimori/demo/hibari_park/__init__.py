"""ひばり公園: the park of the town, well kept but for what went wrong in it."""

from __future__ import annotations

from machimori.demo.drawing import Sheet
from machimori.demo.hibari_park.fittings import draw_devices, draw_lamps
from machimori.demo.hibari_park.greenery import draw_greenery, draw_rose_garden
from machimori.demo.hibari_park.grounds import (
    PARK,
    draw_edges,
    draw_grounds,
    draw_paths,
    draw_place,
)
from machimori.demo.hibari_park.play_area import draw_benches, draw_play_area
from machimori.demo.hibari_park.toilet import draw_toilet

__all__ = ["PARK", "draw_hibari_park"]


def draw_hibari_park(sheet: Sheet) -> None:
    """Draw the park, from the ground up."""
    draw_place(sheet)
    draw_grounds(sheet)
    draw_paths(sheet)
    draw_edges(sheet)
    draw_play_area(sheet)
    draw_benches(sheet)
    draw_greenery(sheet)
    draw_rose_garden(sheet)
    draw_toilet(sheet)
    draw_lamps(sheet)
    draw_devices(sheet)
