"""Ways to school on a terminal."""

from __future__ import annotations

import shapely
from rich.console import Group, RenderableType
from rich.table import Table

from machimori.language import Language
from machimori.reports.school_route.result import LETTERS, SchoolRoute
from machimori.reports.school_route.wording import WORDS
from machimori.reports.watch.spots import spot_words


def route_table(found: SchoolRoute, *, language: Language) -> RenderableType:
    """Set a comparison as tables.

    Parameters
    ----------
    found : SchoolRoute
    language : "ja" or "en"

    Returns
    -------
    rich renderable
    """
    say = {name: text.in_(language) for name, text in WORDS.items()}
    title = WORDS["title"].format(school=found.school.name).in_(language)
    table = Table(box=None, pad_edge=False)
    table.add_column(say["measure"])
    every = range(len(found.comparison.candidates))
    for number in every:
        table.add_column(LETTERS[number], justify="right")
    table.add_row(say["minutes"], *found.times(language))
    for row in found.rows(language):
        table.add_row(*row)
    names = [found.name(number).in_(language) for number in every]
    parts: list[RenderableType] = [title, found.verdict(language), "", *names, table]
    if found.pick_up:
        parts += ["", say["pick_up"], _pick_up(found, say, language)]
    return Group(*parts)


def _pick_up(found: SchoolRoute, say: dict[str, str], language: Language) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(say["where"])
    for name in ("children", "farthest"):
        table.add_column(say[name], justify="right")
    for row in pick_up_rows(found, language):
        table.add_row(*row)
    return table


def pick_up_rows(found: SchoolRoute, language: Language) -> list[tuple[str, ...]]:
    """Set the places to gather."""
    graph = found.gap.graph
    rows: list[tuple[str, ...]] = []
    for point in found.pick_up:
        spot = shapely.Point(graph.nodes[point.node])
        # A node has no name of its own: that of a street which ends there is as good.
        segment = int((graph.starts == point.node).argmax())
        where = spot_words(found.plan, segment, spot, language)
        rows.append((where, f"{point.children:,.0f}", f"{point.farthest_m:,.0f}"))
    return rows
