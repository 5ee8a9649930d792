"""Forecasts before their time, and what became of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from machimori.hotspots import Accuracy, Entry, Forecast, Outcome
from machimori.incidents import Block, Blocks
from machimori.language import Language, Text
from machimori.reports.hotspots.maps import draw_named
from machimori.reports.hotspots.sheet import Shape, Sheet, SheetTable


@dataclass(frozen=True)
class Scored:
    """A forecast of a ledger, and what became of it.

    Parameters
    ----------
    entry : Entry
    is_intact : bool
    outcome : Outcome or None
        None before its time.
    """

    entry: Entry
    is_intact: bool
    outcome: Outcome | None


def forecast_sheet(
    forecast: Forecast,
    blocks: Blocks,
    *,
    seal: Entry | None = None,
    rehearsed: Accuracy | None = None,
    notices: Sequence[Text] = (),
) -> Sheet:
    """Word a forecast.

    Parameters
    ----------
    forecast : Forecast
    blocks : Blocks
    seal : Entry, optional
        Its entry in a ledger.
    rehearsed : Accuracy, optional
        How it would have done, where the days are past already.
    notices : sequence of Text

    Returns
    -------
    Sheet
    """
    said = [_FORECAST_NOTE, *notices]
    said.append(_UNSEALED if seal is None else _SEALED.format(sha256=seal.sha256))
    named = set(forecast.named)
    chosen = [block for block in blocks if block.id in named]
    tables = [_named(chosen)]
    if rehearsed is not None:
        tables.append(_accuracies({"blocks": rehearsed}))
        said.append(_REHEARSED)
    return Sheet(
        title=_TITLE.format(first=forecast.first_on, last=forecast.last_on),
        facts=_facts(forecast),
        notices=said,
        tables=tables,
        says={
            "first_on": forecast.first_on.isoformat(),
            "last_on": forecast.last_on.isoformat(),
            "rule": forecast.rule,
            "seen_until": forecast.seen_until.isoformat(),
            "sha256": None if seal is None else seal.sha256,
        },
        shapes=[Shape(b.outline, {"id": b.id, "name": b.name}) for b in chosen],
        frame=blocks.frame,
        picture=_picture(forecast, blocks),
    )


def _picture(forecast: Forecast, blocks: Blocks) -> Callable[[Language], str] | None:
    drawn = [block for block in blocks if block.outline is not None]
    if not drawn:
        return None
    is_named = np.isin([b.id for b in drawn], np.array(forecast.named, dtype=str))

    def draw(language: Language) -> str:
        title = _TITLE.format(first=forecast.first_on, last=forecast.last_on)
        outlines = [b.outline for b in drawn if b.outline is not None]
        return draw_named(title.in_(language), outlines, is_named, language=language)

    return draw


def _named(chosen: Sequence[Block]) -> SheetTable:
    return SheetTable(
        name="named",
        title=Text(ja="名を挙げた町丁目（番号順）", en="Blocks named, in list order"),
        headings={
            "municipality": Text(ja="市区町村", en="municipality"),
            "name": Text(ja="町丁目", en="block"),
        },
        rows=[
            {"id": b.id, "municipality": b.municipality, "name": b.name} for b in chosen
        ],
    )


def _facts(forecast: Forecast) -> list[tuple[Text, Text]]:
    named = f"{len(forecast.named):,} / {len(forecast.places):,}"
    known = forecast.seen_until.isoformat()
    return [
        (Text(ja="決め方", en="Rule"), rule_in_words(forecast.rule)),
        (Text(ja="使った記録", en="Known until"), Text.same(known)),
        (Text(ja="名を挙げた町丁目", en="Blocks named"), Text.same(named)),
    ]


def rule_in_words(rule: str) -> Text:
    """Word the rule by which blocks were named; another program's stays as it is.

    Parameters
    ----------
    rule : str
        As `~machimori.hotspots.forecast_blocks` writes it.

    Returns
    -------
    Text
    """
    known = _RULE.fullmatch(rule)
    if known is None:
        return Text.same(rule)
    half_life, share = known.groups()
    words = _MOST if half_life is None else _MOST_LATELY
    return words.format(half_life=half_life, share=share)


def scores_sheet(scored: Sequence[Scored], *, notices: Sequence[Text] = ()) -> Sheet:
    """Word what became of all forecasts of a ledger, those to come included.

    Parameters
    ----------
    scored : sequence of Scored
    notices : sequence of Text

    Returns
    -------
    Sheet
    """
    rows = [row for one in scored for row in _rows(one)]
    broken = [one.entry.number for one in scored if not one.is_intact]
    lost = max((one.outcome.lost for one in scored if one.outcome), default=0)
    said = [_SCORE_NOTE, *notices]
    if lost:
        said.append(_LOST.format(count=lost))
    if broken:
        said.insert(0, _BROKEN.format(number=broken[0]))
    return Sheet(
        title=Text(ja="予測の台帳", en="Ledger of forecasts"),
        facts=[
            (Text(ja="予測", en="Forecasts"), Text.same(f"{len(scored)}")),
            (
                Text(ja="時が来たもの", en="Due"),
                Text.same(f"{sum(one.outcome is not None for one in scored)}"),
            ),
        ],
        notices=said,
        tables=[
            SheetTable(
                name="forecasts",
                title=Text(ja="当たりと外れ", en="Hits and misses"),
                headings={
                    "number": Text(ja="番号", en="number"),
                    "days": Text(ja="期間", en="days"),
                    "rule": Text(ja="決め方", en="rule"),
                    **_ACCURACY_HEADINGS,
                },
                rows=rows,
                formats={**_ACCURACY_FORMATS, "number": "d"},
            )
        ],
        says={"is_intact": not broken},
    )


def _rows(one: Scored) -> list[dict[str, object]]:
    forecast = one.entry.forecast
    head: dict[str, object] = {
        "number": one.entry.number,
        "days": f"{forecast.first_on}–{forecast.last_on}",
        "rule": rule_in_words(forecast.rule),
        "is_intact": one.is_intact,
        "sealed_at": one.entry.sealed_at.isoformat(),
    }
    by_size = one.outcome.by_size if one.outcome else {}
    if not by_size:
        by = _UNREACHED if one.outcome else _NOT_YET
        return [{**head, **dict.fromkeys(_ACCURACY_HEADINGS), "by": by}]
    return [{**head, **_says(by, found)} for by, found in by_size.items()]


def _accuracies(by_size: dict[str, Accuracy]) -> SheetTable:
    return SheetTable(
        name="accuracy",
        title=Text(ja="当たりと外れ", en="Hits and misses"),
        headings=_ACCURACY_HEADINGS,
        rows=[_says(by, found) for by, found in by_size.items()],
        formats=_ACCURACY_FORMATS,
    )


def _says(by: str, found: Accuracy) -> dict[str, object]:
    return {
        "by": _SIZES[by],
        "share": found.share,
        "caught": found.caught,
        "missed": found.missed,
        "empty": found.empty,
        "hit_rate": _known(found.hit_rate),
        "pai": _known(found.pai),
        "pei": _known(found.pei),
    }


def _known(value: float) -> float | None:
    """Nothing is said where nothing happened: none caught of none is no rate."""
    return value if math.isfinite(value) else None


_SIZES = {
    "blocks": Text(ja="町丁目の数", en="blocks"),
    "area": Text(ja="面積", en="area"),
    "streets": Text(ja="道の長さ", en="streets"),
}
_NOT_YET = Text(ja="まだ期間の途中", en="not over yet")
_RULE = re.compile(r"(?:counts|half-life ([\d.]+) d), ([\d.]+) %")
_MOST = Text(
    ja="発生の多い順に、町丁目の{share}%まで",
    en="most incidents first, {share} % of the blocks at most",
)
_MOST_LATELY = Text(
    ja="最近の発生の多い順に（{half_life}日で重みが半分）、町丁目の{share}%まで",
    en="most incidents first, counted for half after {half_life} days, {share} % of "
    "the blocks at most",
)
_UNREACHED = Text(ja="一覧が期間の終わりに届いていない", en="list ends too early")
_LOST = Text(
    ja="予測したあとに境界から消えた{count}か所は、数えていません。",
    en="{count} places that the boundaries have no more count nowhere.",
)
_ACCURACY_HEADINGS = {
    "by": Text(ja="測り方", en="measured by"),
    "share": Text(ja="名を挙げた割合", en="share named"),
    "caught": Text(ja="当たり", en="caught"),
    "missed": Text(ja="外れ", en="missed"),
    "empty": Text(ja="何もなかった所", en="named, empty"),
    "hit_rate": Text(ja="的中率", en="hit rate"),
    "pai": Text.same("PAI"),
    "pei": Text.same("PEI"),
}
_ACCURACY_FORMATS = {
    "share": ".1%",
    "caught": ",d",
    "missed": ",d",
    "empty": ",d",
    "hit_rate": ".1%",
}
_TITLE = Text(ja="{first}〜{last} の予測", en="Forecast of {first} to {last}")
_FORECAST_NOTE = Text(
    ja="場所についての予測です。人についての予測ではありません。順位はありません。点が同じ"
    "町丁目は、すべて挙げるか一つも挙げないかです。",
    en="A forecast of places, never of persons, and no ranking. Of blocks with equal "
    "scores all are named or none.",
)
_SEALED = Text(
    ja="台帳に封をしました（{sha256}）。", en="Sealed in the ledger: {sha256}."
)
_UNSEALED = Text(
    ja="封をしていません。あとで採点するには --ledger FILE で台帳に書いてください。",
    en="Not sealed. To score it later, write it into a ledger: --ledger FILE.",
)
_REHEARSED = Text(
    ja="期間はすでに過ぎています。これは稽古で、予測の成績には数えません。",
    en="These days are past: this is a rehearsal and no forecast's score.",
)
_SCORE_NOTE = Text(
    ja="外れも当たりと同じ大きさで示します。何もなかった所は、名を挙げたのに発生の"
    "なかった町丁目です。PEIは、同じ数を挙げて得られた最善に対する割合です。",
    en="Misses are shown as large as hits. PEI is what was caught over the most that "
    "as many places could have caught.",
)
_BROKEN = Text(
    ja="台帳の{number}番から後は、封をした時のままではありません。",
    en="From number {number} on the ledger is not as it was sealed.",
)
