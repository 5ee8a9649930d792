"""Studies of incidents, for the office."""

from machimori.reports.hotspots.blocks import blocks_sheet
from machimori.reports.hotspots.densities import density_sheet, streets_sheet
from machimori.reports.hotspots.effect import effect_sheet
from machimori.reports.hotspots.forecasts import forecast_sheet, scores_sheet
from machimori.reports.hotspots.paper import sheet_paper, sheet_pdf
from machimori.reports.hotspots.sheet import (
    Sheet,
    sheet_document,
    sheet_features,
    sheet_page,
    sheet_text,
)
from machimori.reports.hotspots.times import (
    DAY_EDGES,
    block_near_repeat_sheet,
    near_repeat_sheet,
    profile_sheet,
)

__all__ = [
    "DAY_EDGES",
    "Sheet",
    "block_near_repeat_sheet",
    "blocks_sheet",
    "density_sheet",
    "effect_sheet",
    "forecast_sheet",
    "near_repeat_sheet",
    "profile_sheet",
    "scores_sheet",
    "sheet_document",
    "sheet_features",
    "sheet_page",
    "sheet_paper",
    "sheet_pdf",
    "sheet_text",
    "streets_sheet",
]
