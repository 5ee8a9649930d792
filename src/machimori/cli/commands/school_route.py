"""``machimori school-route``: a way to school, held against others."""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np
import shapely
from numpy.typing import NDArray

from machimori.cli.commands.watch import computed_gap, facts_of, plan_argument
from machimori.cli.options import (
    file_option,
    flag_option,
    format_option,
    language_option,
    option,
    output_option,
)
from machimori.cli.printing import as_json, as_text, deliver, progress, show
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.errors import InvalidInput, Problem, UnknownName
from machimori.formats.watch_plan import WatchPlan, read_lines, read_watch_plan
from machimori.geometry.plane import JAPAN_BOUNDS
from machimori.language import Language, Text
from machimori.reports.school_route import (
    SchoolRoute,
    route_document,
    route_features,
    route_page,
    route_table,
)
from machimori.streets import Positions, distance_to_nearest_m, nearest_positions
from machimori.watch import (
    Destination,
    PickUpPoint,
    WatchGap,
    along_lines,
    compare_routes,
    gates_of,
    pick_up_points,
)

_SCHOOL = Text(ja="学校", en="school")
_FARTHEST_M = 300.0
"""A start farther from any street is refused. [m]"""


class LonLat(click.ParamType[tuple[float, float]]):
    """A place as longitude and latitude."""

    name = "lon,lat"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[float, float]:
        """Read a place."""
        west, south, east, north = JAPAN_BOUNDS
        try:
            lon, lat = (float(part) for part in str(value).split(","))
        except ValueError:
            lon = lat = float("nan")
        if not (west <= lon <= east and south <= lat <= north):
            self.fail(
                say(
                    f"{value} は日本国内の「経度,緯度」ではありません。例 138.31,34.86",
                    f"{value} is no lon,lat in Japan (such as 138.31,34.86).",
                )
            )
        return lon, lat


@click.command(
    "school-route",
    cls=Command,
    says=Text(
        ja="通学路を、ほかの道と比べます。"
        "\n\n今の通学路に沿う道（なければ最短の道）を、人の目・明るさ・歩道・事故・駆け込める所・"
        "先の見えない角の点で、ほかの道と比べ、すべての点で劣らない道があれば薦めます。"
        "PLAN は見守りの計算書（YAML）です。",
        en="Hold a way to school against others."
        "\n\nThe present school route (the shortest way where there is none) against "
        "others, by who sees, light, footways, accidents, refuges and blind corners; "
        "suggests one that is worse in none. PLAN is a plan of watching (YAML).",
    ),
    examples=(
        "machimori school-route watch.yaml --school wada --from 138.326,34.824",
        "machimori school-route watch.yaml --school wada --from 138.326,34.824 \\",
        "    --route proposal.geojson",
        "machimori school-route watch.yaml --school wada \\",
        "    --from 138.326,34.824 \\",
        "    --pick-up --format html --output route.html",
    ),
)
@plan_argument
@option(
    "--school",
    metavar="NAME",
    required=True,
    says=Text(ja="学校の名前。", en="Name of the school."),
)
@option(
    "--from",
    "start",
    type=LonLat(),
    metavar="LON,LAT",
    required=True,
    says=Text(
        ja="出発するところの経度,緯度（家ではなく、近くの角などに）。",
        en="Where the way begins: a corner near by, rather than a home.",
    ),
)
@file_option(
    "--route",
    Text(
        ja="比べる道の線（GeoJSON、Shapefileなど）。省略すると、"
        "今の通学路に沿う道を比べます。",
        en="Lines of a way to be compared (GeoJSON, Shapefile …) in place of the "
        "present school route.",
    ),
)
@flag_option(
    "--pick-up",
    Text(
        ja="この学校の児童の集合場所の案も出す。",
        en="Propose places to gather for the pupils of this school.",
    ),
)
@format_option("text", "html", "json", "geojson")
@output_option(
    Text(
        ja="書き込むファイル。省略すると画面に出します。",
        en="File to write; the screen if left out.",
    )
)
@language_option
def school_route_command(
    plan: Path,
    school: str,
    start: tuple[float, float],
    route: Path | None,
    pick_up: bool,
    format_: str,
    output: Path | None,
    language: Language,
) -> None:
    """Compare ways to school."""
    with progress(say("計算書のファイルを読んでいます", "reading the files")):
        read = read_watch_plan(plan)
    chosen = _school(read, school)
    gap = computed_gap(read, keeps_to_routes=True)
    with progress(say("道を比べています", "comparing ways")):
        given = None if route is None else _given(gap, route)
        found = _compared(read, gap, chosen, start, given)
        if pick_up:
            found = _with_pick_up(found)
    if format_ == "text" and output is None:
        show(route_table(found, language=language))
        return
    deliver(_written(format_, found, language), output)


def _school(plan: WatchPlan, name: str) -> Destination:
    schools = {school.name: school for school in plan.neighbourhood.schools}
    if name not in schools:
        raise UnknownName(_SCHOOL, name, schools)
    return schools[name]


def _given(gap: WatchGap, path: Path) -> NDArray[np.bool_]:
    """Find the streets along which a given way leads."""
    lines = read_lines(path, gap.graph.frame)
    along = along_lines(gap.graph, lines, gap.assumptions["route-match"])
    if not along.any():
        raise InvalidInput([_beside_streets(path)])
    return along


def _compared(
    plan: WatchPlan,
    gap: WatchGap,
    school: Destination,
    start: tuple[float, float],
    given: NDArray[np.bool_] | None,
) -> SchoolRoute:
    graph = gap.graph
    spot = graph.frame.to_plane(np.array([start]))
    origin = nearest_positions(graph, spot, within_m=_FARTHEST_M)
    if not origin.found[0]:
        raise InvalidInput([_no_street(start)])
    facts = facts_of(plan, gap)
    for gate in _gates(gap, school, origin):
        found = compare_routes(
            graph,
            origin,
            gate,
            facts=facts,
            on_route=gap.flows.on_route if given is None else given,
            assumptions=plan.assumptions,
            scene=plan.scene,
            is_given=given is not None,
        )
        if found is not None:
            point = shapely.Point(spot[0])
            return SchoolRoute(plan, gap, school, point, found)
    raise InvalidInput([_no_way(start, school)])


def _gates(gap: WatchGap, school: Destination, origin: Positions) -> list[Positions]:
    """Gates of a school, those on the origin's part of the streets first."""
    part = gap.graph.part
    return sorted(
        gates_of(gap.graph, school.point),
        key=lambda gate: part[gate.segment[0]] != part[origin.segment[0]],
    )


def _with_pick_up(found: SchoolRoute) -> SchoolRoute:
    gap, graph = found.gap, found.gap.graph
    homes = gap.flows.homes
    number = found.plan.neighbourhood.schools.index(found.school)
    far = _far_from(found.school, gap, homes.positions)
    own = (homes.school == number) & far
    busy = graph.known("has_traffic") == 1.0
    ends = (graph.starts, graph.ends)
    walked = graph.known("is_walkable") == 1.0
    quiet = np.setdiff1d(
        np.concatenate([side[walked] for side in ends]),
        np.concatenate([side[busy] for side in ends]),
    )
    points: tuple[PickUpPoint, ...] = pick_up_points(
        graph,
        homes.positions[own],
        homes.children[own],
        candidates=quiet,
        alone_m=gap.assumptions["pick-up-alone"],
        least=gap.assumptions["pick-up-least"],
    )
    return SchoolRoute(
        found.plan, gap, found.school, found.start, found.comparison, points
    )


def _far_from(
    school: Destination, gap: WatchGap, homes: Positions
) -> NDArray[np.bool_]:
    """Tell who lives farther from school than one walks alone to a group."""
    alone_m = gap.assumptions["pick-up-alone"]
    far = np.ones(len(homes), dtype=bool)
    for gate in gates_of(gap.graph, school.point):
        far &= distance_to_nearest_m(gap.graph, gate, homes) > alone_m
    return far


def _written(format_: str, found: SchoolRoute, language: Language) -> str:
    if format_ == "html":
        return route_page(found, language=language)
    if format_ == "json":
        return as_json(route_document(found, language=language))
    if format_ == "geojson":
        return as_json(route_features(found))
    return as_text(route_table(found, language=language))


def _no_street(start: tuple[float, float]) -> Problem:
    return Problem(
        file="",
        where=Text.same("--from"),
        found=f"{start[0]}, {start[1]}",
        expected=Text(
            ja=f"道路から{_FARTHEST_M:g} m以内の位置",
            en=f"a place within {_FARTHEST_M:g} m of a street",
        ),
        remedy=Text(
            ja="経度と緯度を確かめるか、その辺りの道路を計算書に加えてください。",
            en="Check lon and lat, or add the streets there to the plan.",
        ),
    )


def _beside_streets(path: Path) -> Problem:
    return Problem(
        file=str(path),
        where=Text.same("--route"),
        found="0",
        expected=Text(
            ja="計算書の道路に沿う線", en="lines along the streets of the plan"
        ),
        remedy=Text(
            ja="線の位置と座標系を確かめるか、その道路を計算書に加えてください。",
            en="Check where the lines lie, or add the streets there to the plan.",
        ),
    )


def _no_way(start: tuple[float, float], school: Destination) -> Problem:
    return Problem(
        file="",
        where=Text.same("--from"),
        found=f"{start[0]}, {start[1]}",
        expected=Text(
            ja=f"{school.name}まで道路がつながる位置",
            en=f"a place from which streets lead to {school.name}",
        ),
        remedy=Text(
            ja="描かれた道路がつながっていません。道路のファイルを加えるか直してください。",
            en="The streets on the map do not connect: add or mend their files.",
        ),
    )
