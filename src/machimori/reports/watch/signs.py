"""Signs of places that are easy to enter or hard to see, as page, table, document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from machimori.language import Language, Text
from machimori.reports.page import render_page
from machimori.scene import vocabulary
from machimori.watch import (
    SIDES,
    SIGNS,
    WATCHER_LABELS,
    Assumptions,
    Calibration,
    Side,
    Sign,
    Signed,
)

MARKS = {True: "●", False: "○", None: "？"}

WORDS: dict[str, Text] = {
    "kicker": Text(ja="入りやすい・見えにくい", en="Easy to enter, hard to see"),
    "lead": Text(
        ja="犯罪は「入りやすく、見えにくい」場所で起きやすいとされます。二つの面の"
        "しるしを、根拠とともに並べて示します。足し合わせず、場所どうしに順位も"
        "付けません。",
        en="Offences are said to happen where it is easy to enter and hard to see. "
        "Both sides are shown with what they rest on; they are never summed, and "
        "places are never ranked.",
    ),
    "legend": Text(
        ja="● しるしがある　○ ない　？ 調べていないため決められない",
        en="● has the sign   ○ has not   ? cannot be told before more is surveyed",
    ),
    "place": Text(ja="場所", en="place"),
    "residents": Text(ja="住民の見方（1〜5の平均）", en="residents (mean of 1 to 5)"),
    "check": Text(ja="住民の見方とくらべる", en="Held beside what residents say"),
    "check_note": Text(
        ja="しるしのある場所を、住民がより高く見ていなければ、現地で見直すか、"
        "基準の数を選び直します。差の幅が0をまたぐうちは、違うとは言えません。"
        "数は自動では変わりません。",
        en="Where residents judge places with a sign no higher, look again on site, or "
        "choose its limit anew. While the likely difference holds 0, nothing is "
        "certain. No number changes by itself.",
    ),
    "sign": Text(ja="しるし", en="sign"),
    "with": Text(ja="ある場所", en="places with it"),
    "without": Text(ja="ない場所", en="places without"),
    "difference": Text(ja="差", en="difference"),
    "likely": Text(ja="差の幅（95%）", en="likely difference (95%)"),
    "agreement": Text(
        ja="{side}：順位の一致（スピアマンのρ） {rho}{likely}",
        en="{side}: agreement of order (Spearman's rho) {rho}{likely}",
    ),
    "too_few": Text(ja="場所が少なく、言えません", en="too few places to say"),
    "tally": Text(
        ja="{has}／{known}（未定{open}）", en="{has} of {known} ({open} open)"
    ),
    "measured": Text(ja="{value}（基準 {limit}）", en="{value} (limit {limit})"),
    "lacks": Text(ja="決めるには：{what}を調べ尽くす", en="to decide: survey {what}"),
    "numbers": Text(
        ja="計算に使った、誰かが選んだ数", en="Numbers that had to be chosen"
    ),
    "value": Text(ja="値", en="value"),
    "reason": Text(ja="わけ", en="why"),
    "by": Text(ja="選んだ人", en="chosen by"),
}


QUANTITIES: dict[str, Text] = {
    "open_outline": Text(ja="囲まれた外周", en="outline enclosed"),
    "short_cut": Text(ja="近道になる長さ", en="saved by cutting through"),
    "many_entrances": Text(ja="出入口", en="ways in and out"),
    "car_beside": Text(ja="車の通る道の数、または道幅", en="roads beside it, or width"),
    "unmarked": Text(ja="持ち主や手入れの印", en="marks of care"),
    "many_exits": Text(ja="近くの交差点", en="junctions near by"),
    "blind_ground": Text(ja="見えない面積", en="ground out of sight"),
    "no_window": Text(ja="窓から見える割合", en="seen from windows"),
    "dark": Text(ja="平均照度", en="mean illuminance"),
    "unwatched": Text(ja="誰も見ていない見込み", en="chance that nobody sees"),
}

_LACKED: dict[str, Text] = {
    "footway": Text(ja="歩道", en="footways"),
    "width": Text(ja="道幅", en="widths"),
    "street": Text(ja="まわりの道路", en="the streets around"),
}


@dataclass(frozen=True)
class SignLine:
    """One sign, as it is written."""

    mark: str
    word: str
    measured: str
    evidence: str
    lacks: str


@dataclass(frozen=True)
class SidePart:
    """One side of one place."""

    title: str
    tally: str
    residents: str
    lines: tuple[SignLine, ...]


def signs_page(
    signed: Sequence[Signed],
    calibration: Calibration | None,
    assumptions: Assumptions,
    *,
    title: str,
    language: Language,
) -> str:
    """Write the signs of places as a self-contained page.

    Parameters
    ----------
    signed : sequence of Signed
    calibration : Calibration or None
        Where residents were asked.
    assumptions : Assumptions
    title : str
    language : "ja" or "en"

    Returns
    -------
    str
        The two sides of each place side by side, each sign with its evidence.
    """
    places = [(one.name, one.id, _sides(one, calibration, language)) for one in signed]
    chosen = [
        (
            one.label.in_(language),
            f"{one.value:g} {'' if one.unit == '1' else one.unit}".strip(),
            one.reason.in_(language),
            one.chosen_by.in_(language),
        )
        for one in assumptions.every.values()
        if one.id.startswith("sign-")
    ]
    return render_page(
        "signs.html.j2",
        words={name: text.in_(language) for name, text in WORDS.items()},
        language=language,
        title=title,
        places=places,
        checks=[] if calibration is None else _checks(calibration, language),
        agreements=[] if calibration is None else _agreements(calibration, language),
        assumptions=chosen,
    )


def signs_table(signed: Sequence[Signed], *, language: Language) -> RenderableType:
    """Set the signs of places as a table, both sides beside each other.

    Parameters
    ----------
    signed : sequence of Signed
    language : "ja" or "en"

    Returns
    -------
    rich renderable
    """
    table = Table(box=None, pad_edge=False)
    table.add_column(WORDS["place"].in_(language), overflow="fold")
    for label in SIDES.values():
        table.add_column(label.in_(language), overflow="fold")
    for one in signed:
        table.add_row(one.name, *(_summary(one, side, language) for side in SIDES))
    return Group(WORDS["legend"].in_(language), table)


def signs_document(
    signed: Sequence[Signed], calibration: Calibration | None, *, language: Language
) -> dict[str, Any]:
    """Write the signs of places as values that JSON can hold.

    Parameters
    ----------
    signed : sequence of Signed
    calibration : Calibration or None
    language : "ja" or "en"

    Returns
    -------
    dict
        ``places`` with their signs by side, ``residents``.
    """
    return {
        "places": [
            {
                "id": one.id,
                "name": one.name,
                **{side: [_plain(s, language) for s in one.of(side)] for side in SIDES},
            }
            for one in signed
        ],
        "residents": None if calibration is None else _residents(calibration),
    }


def _plain(sign: Sign, language: Language) -> dict[str, Any]:
    return {
        "sign": sign.code,
        "label": SIGNS[sign.code][1].in_(language),
        "says": sign.says,
        "value": sign.value,
        "limit": sign.limit,
        "unit": sign.unit,
        "evidence": list(sign.evidence),
        "lacks": sign.lacks if sign.says is None else "",
    }


def _residents(calibration: Calibration) -> dict[str, Any]:
    return {
        "means": [
            {"subject": subject, "side": side, "mean": mean}
            for (subject, side), mean in calibration.means.items()
        ],
        "signs": [
            {
                "sign": check.code,
                "mean_with": check.mean_with,
                "mean_without": check.mean_without,
                "places_with": check.places_with,
                "places_without": check.places_without,
                "likely_difference": check.likely,
            }
            for check in calibration.checks
        ],
        "agreement": dict(calibration.agreement),
        "likely_agreement": dict(calibration.likely),
    }


def _sides(
    one: Signed, calibration: Calibration | None, language: Language
) -> list[SidePart]:
    parts = []
    for side, label in SIDES.items():
        mean = None if calibration is None else calibration.means.get((one.id, side))
        says = "" if mean is None else f"{WORDS['residents'].in_(language)} {mean:.1f}"
        lines = tuple(_line(sign, language) for sign in one.of(side))
        parts.append(
            SidePart(label.in_(language), _tally(one, side, language), says, lines)
        )
    return parts


def _line(sign: Sign, language: Language) -> SignLine:
    lacks = WORDS["lacks"].format(what=_lacked(sign, language)).in_(language)
    return SignLine(
        mark=MARKS[sign.says],
        word=SIGNS[sign.code][1].in_(language),
        measured=_measured(sign, language),
        evidence=", ".join(sign.evidence[:8])
        + (" …" if len(sign.evidence) > 8 else ""),
        lacks=lacks if sign.says is None and sign.lacks else "",
    )


def _lacked(sign: Sign, language: Language) -> str:
    named = []
    for word in filter(None, sign.lacks.split(", ")):
        label = _LACKED.get(word) or WATCHER_LABELS.get(word)  # type: ignore[call-overload]
        named.append((label or vocabulary().label(word)).in_(language))
    return ("、" if language == "ja" else ", ").join(dict.fromkeys(named))


def _measured(sign: Sign, language: Language) -> str:
    if sign.value is None:
        return ""
    if sign.limit is None:
        return _written(sign.value, sign.unit)
    text = WORDS["measured"].format(
        value=_written(sign.value, sign.unit), limit=_written(sign.limit, sign.unit)
    )
    return f"{QUANTITIES[sign.code].in_(language)} {text.in_(language)}"


def _written(value: float, unit: str) -> str:
    if unit == "1":
        return f"{100 * value:.0f}%"
    return f"{value:.3g} {unit}".strip()


def _tally(one: Signed, side: Side, language: Language) -> str:
    has, has_not, undecided = one.tally(side)
    text = WORDS["tally"].format(has=has, known=has + has_not, open=undecided)
    return text.in_(language)


def _summary(one: Signed, side: Side, language: Language) -> str:
    there = [SIGNS[s.code][1].in_(language) for s in one.of(side) if s.says]
    joined = ("、" if language == "ja" else ", ").join(there)
    return f"{_tally(one, side, language)} {joined}".strip()


def _checks(calibration: Calibration, language: Language) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for check in calibration.checks:
        if check.places_with + check.places_without == 0:
            continue
        difference = check.difference
        rows.append(
            (
                SIGNS[check.code][1].in_(language),
                _mean(check.mean_with, check.places_with),
                _mean(check.mean_without, check.places_without),
                "–" if difference is None else f"{difference:+.1f}",
                _likely(check.likely, 1) or WORDS["too_few"].in_(language),
            )
        )
    return rows


def _mean(mean: float | None, places: int) -> str:
    return "–" if mean is None else f"{mean:.1f} ({places})"


def _agreements(calibration: Calibration, language: Language) -> list[str]:
    few, likely = WORDS["too_few"].in_(language), calibration.likely
    return [
        WORDS["agreement"]
        .format(
            side=SIDES[side],
            rho=few if rho is None else f"{rho:+.2f}",
            likely=f" ({shown})" if (shown := _likely(likely.get(side), 2)) else "",
        )
        .in_(language)
        for side, rho in calibration.agreement.items()
    ]


def _likely(interval: tuple[float, float] | None, digits: int) -> str:
    if interval is None:
        return ""
    low, high = interval
    return f"{low:+.{digits}f} – {high:+.{digits}f}"
