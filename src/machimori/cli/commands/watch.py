"""``machimori watch``: where children walk, and who sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click
import numpy as np

from machimori.cli.options import (
    FILE,
    file_option,
    flag_option,
    format_option,
    language_of_group,
    language_option,
    option,
    output_option,
)
from machimori.cli.printing import as_json, as_text, deliver, progress, show
from machimori.cli.speaking import say
from machimori.cli.worded import Group
from machimori.errors import UnknownName
from machimori.formats.judgements import read_judgements
from machimori.formats.scene_file import read_scene
from machimori.formats.watch_plan import WatchPlan, read_watch_plan
from machimori.language import Language, Text
from machimori.reports.watch import (
    gap_document,
    gap_features,
    gap_page,
    gap_pdf,
    gap_table,
    signs_document,
    signs_page,
    signs_table,
)
from machimori.reports.watch.pictures import middle_of
from machimori.reports.watch.spots import spot_words
from machimori.watch import (
    Assumptions,
    ProposedPost,
    SegmentFacts,
    Signed,
    WatchGap,
    calibrate,
    place_signs,
    propose_posts,
    seen_by_windows,
    segment_facts,
    street_signs,
    watch_gap,
)

plan_argument = click.argument("plan", type=FILE, metavar="PLAN")
"""The plan of watching."""


@click.group(
    "watch",
    cls=Group,
    says=Text(
        ja="子どもがどこを歩き、誰が見ているかを、道路と30分ごとに計算します。",
        en="Compute where children walk and who sees them, by street and half hour.",
    ),
)
@language_of_group
def watch_group() -> None:
    """Hold the commands together."""


@watch_group.command(
    "gap",
    says=Text(
        ja="見守りのすき間（歩く子ども×誰も気付かない見込み）を計算します。"
        "\n\nPLAN は、どのファイルが道路・学校・区域・見守りなのかを書いた計算書"
        "（YAML）です。調べていない見守りは、居ないとはみなさず幅で示します。",
        en="Compute the watch gap: children who walk, times the chance that nobody "
        "notices."
        "\n\nPLAN says which files hold streets, schools, blocks and watchers (YAML). "
        "Watchers whom nobody surveyed are not taken as absent: gaps are ranges.",
    ),
    examples=(
        "machimori watch gap watch.yaml",
        "machimori watch gap watch.yaml --format html --output gap.html",
        "machimori watch gap watch.yaml --format pdf --output gap.pdf",
        "machimori watch gap watch.yaml --format geojson --output gap.geojson",
    ),
)
@plan_argument
@option(
    "--posts",
    type=click.IntRange(0, 100),
    default=10,
    show_default=True,
    says=Text(
        ja="すき間を最も減らす立ち位置を、いくつ挙げるか。",
        en="How many posts to propose that take away most of the gap.",
    ),
)
@flag_option(
    "--shortest",
    Text(
        ja="通学路によらず、皆が最短の道を歩くとみなす。",
        en="Let everybody walk the shortest way, whatever the school routes are.",
    ),
)
@format_option("text", "html", "pdf", "json", "geojson")
@output_option(
    Text(
        ja="書き込むファイル。省略すると画面に出します。",
        en="File to write; the screen if left out.",
    )
)
@language_option
def gap_command(
    plan: Path,
    posts: int,
    shortest: bool,
    format_: str,
    output: Path | None,
    language: Language,
) -> None:
    """Compute a watch gap."""
    with progress(say("計算書のファイルを読んでいます", "reading the files")):
        read = read_watch_plan(plan)
    gap = computed_gap(read, keeps_to_routes=not shortest)
    proposed = propose_posts(gap, posts)
    if format_ == "text" and output is None:
        show(gap_table(read, gap, proposed, language=language))
        return
    deliver(_written(format_, read, gap, proposed, language=language), output)


@watch_group.command(
    "signs",
    says=Text(
        ja="入りやすい・見えにくい場所のしるしを、根拠とともに示します。"
        "\n\nFILE は場面ファイル（公園などの場所）か、見守りの計算書（YAML。子どもが"
        "歩く道路の区間と、あれば場面の場所）です。二つの面は足し合わせず、順位も"
        "付けません。",
        en="Show signs that places are easy to enter or hard to see, with what they "
        "rest on."
        "\n\nFILE is a scene file (parks and other places) or a plan of watching "
        "(YAML: streets along which children walk, and the places of its scene). The "
        "two sides are never summed, and nothing is ranked.",
    ),
    examples=(
        "machimori watch signs town.geojson",
        "machimori watch signs town.geojson --survey residents.csv \\",
        "    --format html --output signs.html",
    ),
)
@click.argument("file", type=FILE, metavar="FILE")
@file_option(
    "--survey",
    Text(
        ja="住民の見方の表（場所・入りやすい・見えにくい、1〜5）。",
        en="What residents say (subject, easy_to_enter, hard_to_see; 1 to 5).",
    ),
)
@format_option("text", "html", "json")
@output_option(
    Text(
        ja="書き込むファイル。省略すると画面に出します。",
        en="File to write; the screen if left out.",
    )
)
@language_option
def signs_command(
    file: Path,
    survey: Path | None,
    format_: str,
    output: Path | None,
    language: Language,
) -> None:
    """Show the signs of places."""
    judgements = () if survey is None else read_judgements(survey)
    signed, assumptions, title = _signed(file, language)
    known = {one.id for one in signed}
    for subject in dict.fromkeys(j.subject for j in judgements):
        if subject not in known:
            raise UnknownName(_PLACE, subject, known)
    checked = calibrate(signed, judgements) if judgements else None
    if format_ == "text" and output is None:
        show(signs_table(signed, language=language))
        return
    if format_ == "html":
        content = signs_page(
            signed, checked, assumptions, title=title, language=language
        )
    elif format_ == "json":
        content = as_json(signs_document(signed, checked, language=language))
    else:
        content = as_text(signs_table(signed, language=language))
    deliver(content, output)


_PLACE = Text(ja="場所または区間", en="place or segment")
PLANS = (".yaml", ".yml")


def _signed(
    file: Path, language: Language
) -> tuple[tuple[Signed, ...], Assumptions, str]:
    if file.suffix.lower() not in PLANS:
        with progress(say("場所を見ています", "looking at the places")):
            scene, ours = read_scene(file), Assumptions()
            return place_signs(scene, ours), ours, file.stem
    with progress(say("計算書のファイルを読んでいます", "reading the files")):
        plan = read_watch_plan(file)
    signed = streets_signed(plan, language)
    if plan.scene is not None:
        signed = (*place_signs(plan.scene, plan.assumptions), *signed)
    return signed, plan.assumptions, plan.title


def streets_signed(plan: WatchPlan, language: Language) -> tuple[Signed, ...]:
    """Look for the signs of the streets along which the children of a plan walk."""
    gap = computed_gap(plan, keeps_to_routes=True)
    windows = None
    if plan.scene is not None:
        windows = seen_by_windows(gap.graph, plan.scene, plan.assumptions)
    walked = np.flatnonzero(gap.flow.sum(axis=1) > 1e-3)
    with progress(say("道路を見ています", "looking at the streets")):
        streets = street_signs(gap, facts_of(plan, gap), walked, windows=windows)
        return tuple(
            replace(one, name=spot_words(plan, segment, middle_of(line), language))
            for one, segment, line in zip(
                streets, walked.tolist(), gap.graph.lines[walked], strict=True
            )
        )


def facts_of(plan: WatchPlan, gap: WatchGap) -> SegmentFacts:
    """Gather what a plan knows of its segments."""
    place = plan.neighbourhood
    refuges = [w.geometry for w in place.watchers if w.kind in ("refuge", "police")]
    return segment_facts(
        gap,
        refuges=refuges if refuges or "refuge" in place.surveyed else None,
        accidents=plan.accidents,
        lamps=plan.lamps,
    )


def computed_gap(plan: WatchPlan, *, keeps_to_routes: bool) -> WatchGap:
    """Compute the watch gap of a plan, showing how far it has come."""
    place, assumptions = plan.neighbourhood, plan.assumptions
    windows = None
    if plan.scene is not None:
        with progress(say("窓から見える道を数えています", "looking out of windows")):
            windows = seen_by_windows(place.graph, plan.scene, assumptions)
    with progress(say("見守りを計算しています", "computing who sees")) as told:
        return watch_gap(
            place,
            assumptions,
            windows=windows,
            keeps_to_routes=keeps_to_routes,
            tell=told,
        )


def _written(
    format_: str,
    plan: WatchPlan,
    gap: WatchGap,
    posts: tuple[ProposedPost, ...],
    *,
    language: Language,
) -> str | bytes:
    if format_ == "html":
        return gap_page(plan, gap, posts, language=language)
    if format_ == "pdf":
        today = date.today()  # noqa: DTZ011, TID251 - the edge
        return gap_pdf(plan, gap, posts, on=today, language=language)
    if format_ == "json":
        return as_json(gap_document(plan, gap, posts, language=language))
    if format_ == "geojson":
        return as_json(gap_features(gap))
    return as_text(gap_table(plan, gap, posts, language=language))
