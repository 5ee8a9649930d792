"""The watch gap on a terminal."""

from __future__ import annotations

import shapely
from rich.console import Group, RenderableType
from rich.table import Table

from machimori.formats.watch_plan import WatchPlan
from machimori.language import Language
from machimori.reports.watch.notices import notices
from machimori.reports.watch.periods import clock, hours
from machimori.reports.watch.spots import spot_words
from machimori.reports.watch.wording import WORDS
from machimori.watch import ProposedPost, WatchGap


def gap_table(
    plan: WatchPlan,
    gap: WatchGap,
    posts: tuple[ProposedPost, ...],
    *,
    language: Language,
) -> RenderableType:
    """Set a watch gap as tables: by half hour, and where a watcher helps most.

    Parameters
    ----------
    plan : WatchPlan
    gap : WatchGap
    posts : tuple of ProposedPost
    language : "ja" or "en"

    Returns
    -------
    rich renderable
    """
    say = {name: text.in_(language) for name, text in WORDS.items()}
    said = [plan.title, *notices(plan, gap, language)]
    parts: list[RenderableType] = [*said, _profile(gap, say)]
    if posts:
        parts += [say["posts"], _posts(plan, posts, language)]
    return Group(*parts)


def _profile(gap: WatchGap, say: dict[str, str]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(say["half_hour"])
    for name in ("walked", "unseen"):
        table.add_column(say[name], justify="right")
    walked, most, least = (
        gap.unseen_child_m(of) / 1000 for of in (gap.flow, gap.most, gap.least)
    )
    for number, slot in enumerate(gap.slots.tolist()):
        unseen = f"{least[number]:,.1f}–{most[number]:,.1f}"
        table.add_row(clock(slot), f"{walked[number]:,.1f}", unseen)
    return table


def _posts(
    plan: WatchPlan, posts: tuple[ProposedPost, ...], language: Language
) -> Table:
    say = {name: text.in_(language) for name, text in WORDS.items()}
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    table.add_column(say["when"])
    table.add_column(say["where"], overflow="fold")
    for name in ("passing", "removed"):
        table.add_column(say[name], justify="right")
    for number, post in enumerate(posts, 1):
        table.add_row(
            str(number),
            hours(post.window.from_h, post.window.to_h),
            spot_words(plan, post.segment, shapely.Point(post.x, post.y), language),
            f"{post.passing:,.0f}",
            f"{post.removed_child_m:,.0f}",
        )
    return table
