"""In what two criteria differ, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from machimori.guidelines import Difference
from machimori.guidelines.checks import checks_of
from machimori.guidelines.model import Element, Fallback
from machimori.language import Text
from machimori.reports import wording
from machimori.reports.structure import (
    Values,
    checks_words,
    condition_words,
    field_words,
    joined,
    number_words,
)
from machimori.scene import vocabulary

ASPECTS = {
    "number": Text(ja="数値（{what}）", en="number ({what})"),
    "rule": Text(ja="求めるもの（{what}）", en="what is asked ({what})"),
    "strength": Text(ja="規定の強さ", en="strength"),
    "condition": Text(ja="対象となる条件", en="when it applies"),
    "fallback": Text(ja="代わりの方法", en="what may stand in"),
    "elements": Text(ja="見る対象", en="what is looked at"),
    "law": Text(ja="法令", en="law"),
}
CHECKS = {
    "mean_illuminance": Text(ja="平均照度", en="mean illuminance"),
    "seen_from": Text(ja="見える割合", en="share that is seen"),
    "no_dark_pockets": Text(ja="暗部", en="dark pockets"),
    "near": Text(ja="近さ", en="nearness"),
    "near_throughout": Text(ja="どこからの近さ", en="nearness throughout"),
    "present": Text(ja="設けるもの", en="what is there"),
    "fact": Text(ja="つくり", en="how it is built"),
    "stated": Text(ja="定めること", en="what is laid down"),
    "includes": Text(ja="定めの内容", en="what the rules hold"),
    "recorded": Text(ja="記録", en="what is recorded"),
    "surveyed": Text(ja="現地での確認", en="what is seen on site"),
}
"""What checks are called whose quantity depends on what they look at."""

AGAINST = Text(
    ja="{aspect}：{before} ⇔ {after}", en="{aspect}: {before} against {after}"
)
NOTHING = Text(ja="定めなし", en="nothing said")
ALWAYS = Text(ja="いつでも", en="always")
ONLY_RENOVATED = Text(ja="（改修のときだけ）", en=" (only when renovating)")
SAME_ASKED = Text(
    ja="求めるものは同じ（対象とする場所の定めが違う）",
    en="both ask the same (they differ in the places they speak of)",
)


def causes(differences: Iterable[Difference], values: Values) -> tuple[Text, ...]:
    """Say in what two criteria differ; numbers first, for they decide most."""
    told = dict.fromkeys(_told(differences, values))
    return tuple(told) or (SAME_ASKED,)


def _told(differences: Iterable[Difference], values: Values) -> Iterator[Text]:
    order = list(ASPECTS)
    for one in sorted(differences, key=lambda d: order.index(d.aspect)):
        before, after = _side(one, one.before, values), _side(one, one.after, values)
        if before != after:
            aspect = ASPECTS[one.aspect].format(what=_check_name(one.check))
            yield AGAINST.format(aspect=aspect, before=before, after=after)


def _check_name(check: str | None) -> Text:
    if check is None:
        return Text.same("")
    return CHECKS.get(check) or wording.QUANTITIES.get(check, Text.same(check))


def _side(difference: Difference, value: Any, values: Values) -> Text:
    """What one of the two says."""
    if value is None:
        return ALWAYS if difference.aspect == "condition" else NOTHING
    match difference.aspect:
        case "number":
            return number_words(value, values)
        case "strength":
            return wording.STRENGTHS[value]
        case "condition":
            return condition_words(value, values)
        case "fallback":
            return joined((_fallback(one, values) for one in value), ("；", "; "))
        case "elements":
            return _elements(value)
        case "law":
            return Text(ja=value.ja, en=value.en)
    return field_words(value, values)


def _fallback(fallback: Fallback, values: Values) -> Text:
    asked = checks_words(checks_of(fallback.require), values)
    who = ONLY_RENOVATED if fallback.who.work == "renovation" else Text.same("")
    return Text(ja=asked.ja + who.ja, en=asked.en + who.en)


def _elements(element: Element) -> Text:
    words = element.use or element.kind
    return joined((vocabulary().label(word) for word in words), ("・", ", "))
