"""The pictures of the pages: ``python -m machimori.demo.pictures docs/pictures``.

Made of the demo town, so that they show what the program does today.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from shapely import Polygon

from machimori.assessment import (
    Assessment,
    Scope,
    assess,
    evidence_of_records,
)
from machimori.demo.tables import DEMO_DAY, demo_tables
from machimori.demo.town import SCENE_FILE, demo_town
from machimori.demo.watching import demo_watching
from machimori.formats.answers import read_answers
from machimori.formats.decisions import read_decisions
from machimori.formats.patrols import read_walk_file
from machimori.formats.records import read_records
from machimori.formats.safety_map import read_safety_map
from machimori.formats.scene_file import encode_json
from machimori.formats.watch_plan import read_watch_plan
from machimori.guidelines import shipped_catalogue
from machimori.language import Language
from machimori.patrols import plan_walks
from machimori.reports.content.headlines import headline_of
from machimori.reports.digest import Fix, fixes_of, roll_up_by_place
from machimori.reports.patrols import paper_png, walk_paper
from machimori.reports.pdf import report_png
from machimori.reports.plan import PlanMark, drawings_of, plan_svg
from machimori.reports.safety_map import compose_safety_map, safety_map_png
from machimori.reports.street_map import bounds_of
from machimori.reports.watch.periods import DAY
from machimori.reports.watch.pictures import GapPictures
from machimori.scene import Feature, Scene, scene_document
from machimori.watch import Assumptions, place_signs, seen_by_windows, watch_gap

PARK = "park-hibari"
SIZE_PX = (860.0, 560.0)
DOTS_PER_INCH = 80
MOST_FIXES = 6


def write_pictures(folder: Path) -> None:
    """Draw the demo town's park and its maps, and the first page of the town's report.

    Parameters
    ----------
    folder : Path
        Written to: ``demo-town``, ``light-map`` and ``sight-map``, each as ``.svg`` and
        ``.en.svg``, ``report-first-page.png``, ``safety-map.png``, ``walk.png`` and
        ``watch-gap.svg``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    town = demo_town()
    park = _assessed(town, PARK)
    for name, language in _PLANS.items():
        (folder / name).write_text(park_svg(park, language) + "\n", "utf-8")
    for name, language in (("map.svg", "ja"), ("map.en.svg", "en")):
        for quantity, drawn in map_svgs(park, language).items():
            (folder / f"{quantity}-{name}").write_text(drawn + "\n", "utf-8")
    page = report_png(_assessed(town), language="ja", dots_per_inch=DOTS_PER_INCH)
    (folder / "report-first-page.png").write_bytes(page)
    with TemporaryDirectory(prefix="machimori-") as inputs:
        (folder / "safety-map.png").write_bytes(_safety_map(Path(inputs)))
        (folder / "walk.png").write_bytes(_walk(Path(inputs)))
        (folder / "watch-gap.svg").write_text(_gap_map(Path(inputs)) + "\n", "utf-8")


def _safety_map(inputs: Path) -> bytes:
    """Draw the sheet of the town's school."""
    _write_watching(inputs)
    read = read_safety_map(inputs / "safety-map.yaml")
    signed = place_signs(demo_town(), Assumptions())
    sheet = compose_safety_map(read, signed, language="ja")
    return safety_map_png(sheet, dots_per_inch=DOTS_PER_INCH)


def _walk(inputs: Path) -> bytes:
    """Draw the sheet of a group's first walk."""
    _write_watching(inputs)
    read = read_walk_file(inputs / "walks.yaml", language="ja")
    groups = [one for one in read.walkers if one.kind == "group"]
    plan = plan_walks(
        read.graph,
        read.places,
        groups,
        first_on=read.first_on,
        last_on=read.last_on,
        seed=read.seed,
    )
    paper = walk_paper(read, plan, language="ja")
    return paper_png(paper, language="ja", dots_per_inch=DOTS_PER_INCH)[1]


def _gap_map(inputs: Path) -> str:
    """Draw where nobody watches, over a whole day."""
    _write_watching(inputs)
    plan = read_watch_plan(inputs / "watch.yaml")
    windows = seen_by_windows(plan.neighbourhood.graph, demo_town(), plan.assumptions)
    gap = watch_gap(plan.neighbourhood, plan.assumptions, windows=windows)
    lines = gap.graph.lines[gap.flow.sum(axis=1) > 0]
    return GapPictures(plan, gap, "ja").draw(DAY, bounds_of(list(lines)), SIZE_PX)


def _write_watching(folder: Path) -> None:
    for name, content in demo_watching().items():
        (folder / name).write_text(content, "utf-8")
    (folder / SCENE_FILE).write_text(encode_json(scene_document(demo_town())), "utf-8")


_PLANS: dict[str, Language] = {"demo-town.svg": "ja", "demo-town.en.svg": "en"}


def park_svg(park: Assessment, language: Language) -> str:
    """Draw light, blind spots and what falls short on one plan.

    Parameters
    ----------
    park : Assessment
        Of a single place.
    language : "ja" or "en"

    Returns
    -------
    str
        An ``svg`` element.
    """
    (place,) = park.places
    found = fixes_of(roll_up_by_place(park.findings))
    shown = [fix for fix in found if fix.failing[0].marks][:MOST_FIXES]
    fixes = [replace(fix, number=nth) for nth, fix in enumerate(shown, start=1)]
    light = drawings_of(park).light(place)
    # Dark pockets are marked already: a second hatch over them would hide both.
    plain = light and replace(light, gloom=Polygon())
    return plan_svg(
        park.scene,
        [place],
        marks=[*_marks(fixes), *_blind(park, place, fixes)],
        keys={fix.number: headline_of(fix, language) for fix in fixes},
        field=plain,
        language=language,
        size=SIZE_PX,
        title=place.name,
    )


def map_svgs(park: Assessment, language: Language) -> dict[str, str]:
    """Draw the light and the sight of a park, each by itself.

    Parameters
    ----------
    park : Assessment
        Of a single place.
    language : "ja" or "en"

    Returns
    -------
    dict of str to str
        ``light`` and ``sight``: an ``svg`` element each, where there is one.
    """
    (place,), drawings = park.places, drawings_of(park)
    fields = {"light": drawings.light(place), "sight": drawings.sight(place)}
    return {
        name: plan_svg(
            park.scene,
            [place],
            field=field,
            language=language,
            size=SIZE_PX,
            title=place.name,
        )
        for name, field in fields.items()
        if field is not None
    }


def _assessed(town: Scene, *places: str) -> Assessment:
    catalogue = shipped_catalogue()
    with TemporaryDirectory(prefix="machimori-") as folder:
        files = {}
        for name, content in demo_tables().items():
            files[Path(name).stem] = Path(folder, name)
            files[Path(name).stem].write_text(content, "utf-8")
        evidence = [
            *read_answers(files["answers"], catalogue, town),
            *evidence_of_records(read_records(files["records"], catalogue)),
        ]
        decisions = read_decisions(files["decisions"], catalogue, town)
    return assess(
        town,
        catalogue,
        on=DEMO_DAY,
        evidence=evidence,
        decisions=decisions,
        within=Scope(places=places),
    )


def _marks(fixes: Sequence[Fix]) -> Iterator[PlanMark]:
    for fix in fixes:
        for finding in fix.failing:
            for mark in finding.marks:
                yield PlanMark(fix.number, mark.kind, mark.geometry)


def _blind(park: Assessment, place: Feature, fixes: Sequence[Fix]) -> list[PlanMark]:
    """Blind spots of the whole place, under the number of the one that is judged."""
    spots = drawings_of(park).sight(place)
    numbers = [
        fix.number
        for fix in fixes
        if any(mark.kind == "blind_spot" for mark in fix.failing[0].marks)
    ]
    if spots is None or not numbers:
        return []
    return [PlanMark(numbers[0], "blind_spot", spot.polygon) for spot in spots.spots]


if __name__ == "__main__":
    write_pictures(Path(sys.argv[1]))
