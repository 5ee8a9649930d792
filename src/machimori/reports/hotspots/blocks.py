"""Hot spots by town block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from machimori.hotspots import (
    Change,
    Course,
    LocalSums,
    Neighbours,
    Rates,
    change,
    classify,
    excess,
    false_discovery_rate,
    gi_star,
    neighbours_of,
    rates,
    share_in_busiest,
)
from machimori.incidents import UNKNOWN, Incidents
from machimori.language import Language, Text
from machimori.reports.hotspots.maps import draw_counts
from machimori.reports.hotspots.sheet import CHANCE, Shape, Sheet, SheetTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Period = tuple[date, date]

FALSE_ALARMS = 0.05
"""Share of false alarms that is borne among the blocks that are called out."""
_PER_RESIDENTS = 1000


@dataclass(frozen=True)
class _Study:
    """What is computed of blocks."""

    incidents: Incidents
    days: Period
    counts: Ints
    near: Neighbours
    guessed: int
    sums: LocalSums
    rates: Rates
    expected: Floats
    p_beyond: Floats
    change: Change | None
    before: Ints
    courses: tuple[Course, ...] | None

    @cached_property
    def is_hot(self) -> Bools:
        return _is_hot(self.sums)

    @cached_property
    def around(self) -> Ints:
        """Incidents of each block's neighbours."""
        return self.near.sums(self.counts)

    @cached_property
    def is_beyond(self) -> Bools:
        """Where incidents are more than the residents' share."""
        return false_discovery_rate(self.p_beyond) <= FALSE_ALARMS


def blocks_sheet(
    incidents: Incidents,
    days: Period,
    *,
    before: tuple[Incidents, Period] | None = None,
    periods: int = 1,
    notices: Sequence[Text] = (),
) -> Sheet:
    """Study incidents by block: counts, rates, hot spots, change and course.

    Parameters
    ----------
    incidents : Incidents
        With their blocks, which include those where nothing happened.
    days : (date, date)
        First and last day that they were chosen from.
    before : (Incidents, (date, date)), optional
        An earlier period to compare with.
    periods : int
        Into how many equal parts the days are cut, to see what stays and what fades.
    notices : sequence of Text
        To pass on.

    Returns
    -------
    Sheet
        In the order of the blocks, never by how much happened there.
    """
    study = _study(incidents, days, before, periods)
    said = [_OFFICE, *notices]
    if study.guessed:
        said.append(_GUESSED.format(count=study.guessed))
    if study.sums.draws is not None:
        said.append(_DRAWN.format(draws=study.sums.draws))
    rows = [_row(study, number) for number in range(len(study.counts))]
    blocks = incidents.blocks
    return Sheet(
        title=_TITLE.format(first=days[0], last=days[1]),
        facts=_facts(study),
        notices=said,
        tables=_tables(study, rows),
        says={"first_on": days[0].isoformat(), "last_on": days[1].isoformat()},
        shapes=[
            Shape(block.outline, row) for block, row in zip(blocks, rows, strict=True)
        ],
        frame=blocks.frame,
        picture=_picture(study),
    )


def _study(
    incidents: Incidents,
    days: Period,
    before: tuple[Incidents, Period] | None,
    periods: int,
) -> _Study:
    near, guessed = neighbours_of(incidents.blocks)
    counts = incidents.counts_by_block()
    compared, earlier = None, np.zeros_like(counts)
    if before is not None:
        earlier = before[0].counts_by_block()
        lengths = {"before_days": _days(before[1]), "after_days": _days(days)}
        compared = change(earlier, counts, **lengths)
    residents = incidents.blocks.residents
    expected, p_beyond = excess(counts, residents, near)
    return _Study(
        incidents,
        days,
        counts,
        near,
        guessed,
        gi_star(counts, near),
        rates(counts, residents / _PER_RESIDENTS),
        expected,
        p_beyond,
        compared,
        earlier,
        _courses(incidents, days, near, periods) if periods > 1 else None,
    )


def _courses(
    incidents: Incidents, days: Period, near: Neighbours, periods: int
) -> tuple[Course, ...]:
    """Hot or not in each part of the days; what has no day is in none."""
    columns = incidents.columns
    placed = (columns.block != UNKNOWN) & ~np.isnat(columns.day)
    since = (columns.day[placed] - np.datetime64(days[0])).astype(np.int64)
    part = np.minimum(since * periods // int(_days(days)), periods - 1)
    hot = []
    for number in range(periods):
        own = columns.block[placed][part == number]
        counts = np.bincount(own, minlength=len(near)).astype(np.int64)
        hot.append(_is_hot(gi_star(counts, near)))
    return classify(np.column_stack(hot))


def _is_hot(sums: LocalSums) -> Bools:
    return np.asarray((sums.q_high <= FALSE_ALARMS) & (sums.z > 0))


def _days(days: Period) -> float:
    return float((days[1] - days[0]).days + 1)


def _row(study: _Study, number: int) -> dict[str, object]:
    block = study.incidents.blocks.items[number]
    count = int(study.counts[number])
    row: dict[str, object] = {
        "id": block.id,
        "municipality": block.municipality,
        "name": block.name,
        "incidents": count,
        "residents": block.residents,
        "per_1000_residents": float(study.rates.rate[number]),
        "per_1000_low": float(study.rates.low[number]),
        "per_1000_high": float(study.rates.high[number]),
        "neighbours": int(study.near.counts[number]),
        "z": float(study.sums.z[number]),
        "p": float(study.sums.p_high[number]),
        "is_hot": bool(study.is_hot[number]),
        "with_neighbours": count + int(study.around[number]),
        "expected_by_residents": float(study.expected[number]),
        "p_by_residents": float(study.p_beyond[number]),
        "is_beyond_residents": bool(study.is_beyond[number]),
    }
    if study.change is not None:
        row |= _changed(study, study.change, number)
    if study.courses is not None:
        row["course"] = study.courses[number].value
        row["course_label"] = COURSES[study.courses[number]]
    return row


def _changed(study: _Study, found: Change, number: int) -> dict[str, object]:
    ratio = float(found.ratio[number])
    return {
        "before": int(study.before[number]),
        "ratio": ratio if np.isfinite(ratio) else None,
        "ratio_low": float(found.low[number]),
        "ratio_high": float(found.high[number]),
        "p_change": float(found.p[number]),
        "p_beyond_trend": float(found.p_trend[number]),
    }


def _facts(study: _Study) -> list[tuple[Text, Text]]:
    counts = study.counts
    some = counts[counts > 0]
    few = int(((counts == 1) | (counts == 2)).sum())
    busiest = share_in_busiest(counts, 0.05)
    facts = [
        (Text(ja="事案", en="Incidents"), Text.same(f"{len(study.incidents):,}")),
        (
            Text(ja="町丁目（うち発生あり）", en="Blocks (with incidents)"),
            Text.same(f"{len(counts):,} ({len(some):,})"),
        ),
        (
            Text(ja="1～2件だけの町丁目", en="Blocks with one or two"),
            Text.same(f"{few / max(len(some), 1):.1%}"),
        ),
        (
            Text(ja="多い方から5%の町丁目に", en="In the busiest 5 % of blocks"),
            Text.same("–" if np.isnan(busiest) else f"{busiest:.1%}"),
        ),
        (
            Text(ja="偶然より多いまとまり", en="Blocks that stand out"),
            Text.same(f"{int(study.is_hot.sum()):,}"),
        ),
    ]
    if np.isfinite(study.p_beyond).any():
        facts.append(
            (
                Text(ja="人口に比べて多いまとまり", en="Beyond their residents"),
                Text.same(f"{int(study.is_beyond.sum()):,}"),
            )
        )
    return facts


def _tables(study: _Study, rows: list[dict[str, object]]) -> list[SheetTable]:
    tables = [_hot(rows)]
    if np.isfinite(study.p_beyond).any():
        tables.append(_beyond(rows))
    if study.change is not None:
        clear = false_discovery_rate(study.change.p_trend) <= FALSE_ALARMS
        changed = [row for row, is_clear in zip(rows, clear, strict=True) if is_clear]
        tables.append(_other_way(changed))
    if study.courses is not None:
        tables.append(_course([r for r in rows if r["course"] != Course.NEVER]))
    return tables


def _hot(rows: list[dict[str, object]]) -> SheetTable:
    return SheetTable(
        name="blocks",
        title=_HOT_TITLE,
        headings=_HEADINGS,
        rows=rows,
        formats={"incidents": ",d", "p": CHANCE, "z": ".1f"},
        shows=lambda row: bool(row["is_hot"]),
        note=_HOT_NOTE,
    )


def _beyond(rows: list[dict[str, object]]) -> SheetTable:
    return SheetTable(
        name="beyond_residents",
        title=_BEYOND_TITLE,
        headings=_BEYOND_HEADINGS,
        rows=[row for row in rows if row["is_beyond_residents"]],
        formats={"with_neighbours": ",d", "p_by_residents": CHANCE},
        note=_BEYOND_NOTE,
    )


def _other_way(rows: list[dict[str, object]]) -> SheetTable:
    return SheetTable(
        name="changed",
        title=_CHANGE_TITLE,
        headings=_CHANGE_HEADINGS,
        rows=rows,
        formats={"incidents": ",d", "before": ",d", "p_beyond_trend": CHANCE},
        note=_CHANGE_NOTE,
    )


def _course(rows: list[dict[str, object]]) -> SheetTable:
    return SheetTable(
        name="courses",
        title=Text(ja="まとまりの移り変わり", en="What stays and what fades"),
        headings=_COURSE_HEADINGS,
        rows=rows,
        formats={"incidents": ",d"},
    )


def _picture(study: _Study) -> Callable[[Language], str] | None:
    blocks = study.incidents.blocks
    drawn = np.array([b.outline is not None for b in blocks], dtype=bool)
    if not drawn.any():
        return None
    outlines = [b.outline for b in blocks if b.outline is not None]

    def draw(language: Language) -> str:
        title = _TITLE.format(first=study.days[0], last=study.days[1])
        return draw_counts(
            title.in_(language),
            outlines,
            study.counts[drawn],
            study.is_hot[drawn],
            language=language,
        )

    return draw


COURSES = {
    Course.PERSISTENT: Text(ja="続いている", en="persistent"),
    Course.NEW: Text(ja="新しい", en="new"),
    Course.FADING: Text(ja="薄れた", en="fading"),
    Course.RECURRING: Text(ja="繰り返す", en="recurring"),
    Course.NEVER: Text(ja="なし", en="never"),
}
_TITLE = Text(
    ja="町丁目ごとの発生（{first}〜{last}）", en="Incidents by block, {first} to {last}"
)
_HOT_TITLE = Text(
    ja="隣り合う町丁目とともに、偶然より多い所",
    en="Blocks that, with their neighbours, have more than chance",
)
_HOT_NOTE = Text(
    ja="番号順です。多さの順位ではありません。Gi*。数の並べ替えすべてを数えたp値で、"
    "偽の発見は5%以下。",
    en="In the order of the list, which is no ranking. Gi*, with chances over all "
    "permutations of the counts; 5 % false alarms at most.",
)
_BEYOND_TITLE = Text(
    ja="隣も含めて、人口に比べて多い所",
    en="Blocks that, with their neighbours, have more than their residents' share",
)
_BEYOND_NOTE = Text(
    ja="駅や店のように人の集まる所は、住む人が少なくても多くなります。住民の割に多いことは、"
    "住民のせいという意味ではありません。",
    en="Stations and shops draw people who live elsewhere: more than the residents' "
    "share does not mean that residents are the reason.",
)
_CHANGE_TITLE = Text(
    ja="全体の増減と違う動きをした所", en="Blocks that went another way than all"
)
_CHANGE_NOTE = Text(
    ja="全体がどう増減したかを差し引いて、偶然では説明しにくい所だけです（偽の発見5%以下）。",
    en="Only what chance hardly explains once the change of the whole is taken away "
    "(5 % false alarms at most).",
)
_PLACE = {
    "municipality": Text(ja="市区町村", en="municipality"),
    "name": Text(ja="町丁目", en="block"),
}
_HEADINGS = {
    **_PLACE,
    "incidents": Text(ja="件数", en="incidents"),
    "per_1000_residents": Text(ja="人口千人当たり", en="per 1,000 residents"),
    "z": Text.same("z"),
    "p": Text.same("p"),
}
_BEYOND_HEADINGS = {
    **_PLACE,
    "with_neighbours": Text(ja="件数（隣も）", en="incidents, neighbours too"),
    "expected_by_residents": Text(ja="人口の割なら", en="by residents"),
    "p_by_residents": Text.same("p"),
}
_CHANGE_HEADINGS = {
    **_PLACE,
    "before": Text(ja="前", en="before"),
    "incidents": Text(ja="後", en="after"),
    "ratio": Text(ja="比", en="ratio"),
    "ratio_low": Text(ja="下限", en="low"),
    "ratio_high": Text(ja="上限", en="high"),
    "p_beyond_trend": Text.same("p"),
}
_COURSE_HEADINGS = {
    **_PLACE,
    "incidents": Text(ja="件数", en="incidents"),
    "course_label": Text(ja="移り変わり", en="course"),
}
_OFFICE = Text(
    ja="庁内用です。件数の少ない町丁目がそのまま載っています。外へ出すときは公表の関門"
    "（incidents publish）を通してください。",
    en="For the office: small counts stand as they are. What leaves it passes the "
    "publication gate (incidents publish).",
)
_GUESSED = Text(
    ja="{count}の町丁目は境界が分からず、中心点の並びから隣を推定しました。",
    en="Blocks without an outline: {count}. Their neighbours are concluded from "
    "middles.",
)
_DRAWN = Text(
    ja="p値は{draws}回の並べ替えによります。", en="Chances are of {draws} permutations."
)
