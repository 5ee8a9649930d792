"""The watch gap on paper: how to read it, its map, its tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from machimori.formats.watch_plan import WatchPlan
from machimori.language import Language, Text
from machimori.reports.paper import Paper, Part, paper_pdf
from machimori.reports.watch.page import GapContent
from machimori.reports.watch.wording import WORDS
from machimori.watch import ProposedPost, WatchGap


def gap_pdf(
    plan: WatchPlan,
    gap: WatchGap,
    posts: tuple[ProposedPost, ...],
    *,
    on: date,
    language: Language,
) -> bytes:
    """Typeset a watch gap on A4.

    Parameters
    ----------
    plan : WatchPlan
    gap : WatchGap
    posts : tuple of ProposedPost
    on : date
        When it was made.
    language : "ja" or "en"

    Returns
    -------
    bytes
        A tagged PDF (PDF/UA-1), the same for the same gap and day.
    """
    said = GapContent(plan, gap, posts, language)
    paper = Paper(
        kicker=_KICKER.in_(language),
        title=plan.title,
        on=on,
        lead=WORDS["lead"].in_(language),
        facts=tuple(said.facts),
        notices_title=WORDS["notices"].in_(language),
        notices=(_PLACES.in_(language), *said.notices),
        parts=tuple(_parts(said, language)),
    )
    return paper_pdf(paper, language=language)


def _parts(said: GapContent, language: Language) -> Iterator[Part]:
    def words(*names: str) -> tuple[str, ...]:
        return tuple(WORDS[name].in_(language) if name else "" for name in names)

    (day,) = words("map_day")
    yield Part(title=day, svg=said.day_map, alt=_alt(day, language))
    if said.posts:
        title, lead, *head = words(
            *("posts", "posts_note", "", "when", "where", "passing", "removed")
        )
        rows = tuple(said.posts)
        yield Part(title=title, lead=lead, head=tuple(head), rows=rows, wide=2)
    title, lead, *head = words(
        *("profile", "profile_note", "half_hour", "walked", "unseen", "who")
    )
    rows = tuple((r.begins, r.walked, r.unseen, r.who) for r in said.profile)
    yield Part(title=title, lead=lead, head=tuple(head), rows=rows, wide=3)
    if said.standing:
        title, *head = words("standing", "where", "children", "nobody", "gap")
        rows = tuple(said.standing)
        yield Part(title=title, head=tuple(head), rows=rows, wide=0)
    (lead, *head) = words(
        *("schools_note", "", "segment", "half_hour", "children", "nobody", "gap"),
        "parts",
    )
    for school in said.schools:
        yield Part(
            title=school.name,
            lead=lead,
            svg=school.svg,
            alt=_alt(school.name, language),
            head=tuple(head) if school.rows else (),
            rows=school.rows,
            wide=-1,
            on_new_page=True,
        )
    title, lead, *head = words("numbers", "numbers_note", "", "value", "reason", "by")
    rows = tuple(said.assumptions)
    yield Part(title=title, lead=lead, head=tuple(head), rows=rows, wide=2)
    (title,) = words("inputs")
    yield Part(title=title, sentences=tuple(said.inputs))


def _alt(title: str, language: Language) -> str:
    return _ALT.format(title=title).in_(language)


_KICKER = Text(ja="見守りのすき間（庁内用）", en="Watch gap: for the office")
_PLACES = Text(
    ja="道と時間についての見込みです。町や学校の順位ではなく、人を表すものでもありません。"
    "誰も見ていない所が分かるため、庁外に出さないでください。",
    en="It speaks of streets and hours: no ranking of neighbourhoods or schools, and "
    "of no person. It shows where nobody watches: keep it inside the office.",
)
_ALT = Text(
    ja="地図：{title}。道の太さと色は、見ていない所を歩く子どもの人数の決まった区切り。"
    "同じ所が、表に言葉で書いてある。",
    en="Map: {title}. Streets by fixed classes of children who walk unseen. The tables "
    "say the same in words.",
)
