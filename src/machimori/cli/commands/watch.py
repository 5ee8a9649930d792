"""``machimori watch``: where children walk, and who sees them."""

from __future__ import annotations

from pathlib import Path

import click

from machimori.cli.options import (
    FILE,
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
from machimori.formats.watch_plan import WatchPlan, read_watch_plan
from machimori.language import Language, Text
from machimori.reports.watch import gap_document, gap_features, gap_page, gap_table
from machimori.watch import (
    ProposedPost,
    WatchGap,
    propose_posts,
    seen_by_windows,
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
@format_option("text", "html", "json", "geojson")
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
) -> str:
    if format_ == "html":
        return gap_page(plan, gap, posts, language=language)
    if format_ == "json":
        return as_json(gap_document(plan, gap, posts, language=language))
    if format_ == "geojson":
        return as_json(gap_features(gap))
    return as_text(gap_table(plan, gap, posts, language=language))
