"""What to know of a watch gap before anything is concluded from it."""

from __future__ import annotations

from collections.abc import Iterator

from machimori.formats.watch_plan import WatchPlan
from machimori.language import Language
from machimori.reports.watch.wording import WORDS
from machimori.watch import WATCHER_LABELS, WatchGap


def notices(plan: WatchPlan, gap: WatchGap, language: Language) -> Iterator[str]:
    """Say what stands behind the numbers, and what is left out of them.

    Parameters
    ----------
    plan : WatchPlan
    gap : WatchGap
        Computed from the plan.
    language : "ja" or "en"

    Yields
    ------
    str
    """
    joiner = "、" if language == "ja" else ", "
    yield WORDS["even"].in_(language)
    of_100 = [
        school.name
        for school, counts in zip(
            plan.neighbourhood.schools, gap.flows.homes.is_relative, strict=True
        )
        if counts
    ]
    if of_100:
        yield WORDS["of_100"].format(names=joiner.join(of_100)).in_(language)
    if gap.unsurveyed:
        kinds = joiner.join(WATCHER_LABELS[k].in_(language) for k in gap.unsurveyed)
        text = WORDS["unsurveyed"].format(
            kinds=kinds, least=WORDS["least"], most=WORDS["most"]
        )
        yield text.in_(language)
    for note in (*plan.notes, *gap.notes):
        yield note.in_(language)
