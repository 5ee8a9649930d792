"""From a telegram to a draft for a city, or to the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import ClassVar, Literal

from machimori.language import Text
from machimori_office.alerts.fact_sheet import FactSheet
from machimori_office.alerts.telegrams.jma import (
    Change,
    InfoType,
    Status,
    Telegram,
    WarningState,
)
from machimori_office.rules.documents import read_rule
from machimori_office.web.words import Words

Severity = Literal["emergency", "warning", "advisory"]
SEVERITIES: tuple[Severity, ...] = ("emergency", "warning", "advisory")


@dataclass(frozen=True, kw_only=True)
class WarningKind:
    """One warning as telegrams name it, and as a city says it.

    Parameters
    ----------
    id : str
    names : tuple of str
    severity : str
    says : Words
    to_do : Words
    titles : tuple of str
        Telegrams in which the names mean this; empty means in all.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    id: str
    names: tuple[str, ...]
    severity: Severity
    says: Words
    to_do: Words
    titles: tuple[str, ...] = ()

    def is_named(self, name: str, *, title: str) -> bool:
        """Whether a telegram of this title means this kind by a name."""
        return name in self.names and (not self.titles or title in self.titles)


@dataclass(frozen=True, kw_only=True)
class WeatherRule:
    """Which telegrams a city makes drafts of, and how it words them.

    Parameters
    ----------
    area_codes : frozenset of str
        The agency's codes of the city and of the areas that hold it.
    wanted : frozenset of str
        Ids of `WarningKind`.
    place, source : Words
    category : str
        The city's kind of alert; `categories` has others by warning.
    silent_after_h : float, optional
        From how many hours without any telegram somebody is told; a city whose feed
        brings none on quiet days leaves it out.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    area_codes: frozenset[str]
    wanted: frozenset[str]
    place: Words
    source: Words
    category: str
    categories: Mapping[str, str] = field(default_factory=dict)
    silent_after_h: float | None = None


class Action(StrEnum):
    """What a draft does to the alerts of its thread."""

    NEW = "new"
    UPDATE = "update"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    ALL_CLEAR = "all_clear"


@dataclass(frozen=True, kw_only=True)
class AlertDraft:
    """A draft for a person to look at.

    Parameters
    ----------
    action : Action
    thread : str
        `Telegram.thread`: a correction replaces, and a withdrawal or an all-clear ends,
        the alerts that bear the same.
    severity : str
    sheet : FactSheet
    """

    action: Action
    thread: str
    severity: Severity
    sheet: FactSheet


@dataclass(frozen=True)
class NoDraft:
    """Why a telegram becomes no draft."""

    code: str
    why: Text


NOT_REAL = Text(
    ja="{status}の電文なので、実際の配信には使いません。",
    en="A telegram for {status} never becomes a real alert.",
)
OTHER_AREA = Text(
    ja="この市の区域の電文ではありません。", en="It is about other areas."
)
NOT_WANTED = Text(
    ja="この市が配信しない種類です（{names}）。",
    en="This city does not send these ({names}).",
)
UNKNOWN_WARNING = Text(
    ja="知らない種類の警報です（{names}）。電文を読んで、必要なら起案してください。",
    en="Unknown warnings ({names}): read the telegram and draft by hand if needed.",
)
NOTHING_NEW = Text(
    ja="前の電文から変わっていません（{names}）。",
    en="Nothing changed since the telegram before ({names}).",
)
_STATUS = {
    Status.TRAINING: Text(ja="訓練", en="training"),
    Status.TEST: Text(ja="試験", en="tests"),
}


def to_draft(telegram: Telegram, rule: WeatherRule) -> AlertDraft | NoDraft:
    """Make a draft of a telegram, if the city wants one.

    Parameters
    ----------
    telegram : Telegram
    rule : WeatherRule

    Returns
    -------
    AlertDraft or NoDraft
        A withdrawal is always a draft: it names no area, and whether there is an alert
        of its thread only the office's records know.
    """
    if telegram.status is not Status.REAL:
        return _none("not_real", NOT_REAL, status=_STATUS[telegram.status])
    if telegram.info_type is InfoType.WITHDRAWN:
        return _draft(telegram, rule, Action.WITHDRAWAL, ())
    here = telegram.warnings_in(rule.area_codes)
    if not here:
        return _none("other_area", OTHER_AREA)
    meant = [(state, _kind(state.name, telegram.title)) for state in here]
    wanted = [(state, kind) for state, kind in meant if kind and kind.id in rule.wanted]
    if not wanted:
        return _unwanted(meant)
    return _of_wanted(telegram, rule, wanted)


Meant = tuple[WarningState, WarningKind]


def _of_wanted(
    telegram: Telegram, rule: WeatherRule, wanted: list[Meant]
) -> AlertDraft | NoDraft:
    standing = [m for m in wanted if m[0].change is not Change.LIFTED]
    if telegram.info_type is InfoType.CORRECTED:
        return _draft(telegram, rule, Action.CORRECTION, standing or wanted)
    if not standing:
        return _draft(telegram, rule, Action.ALL_CLEAR, wanted)
    is_new = any(m[0].change is not Change.CONTINUED for m in standing)
    if not is_new and len(standing) == len(wanted):
        return _none("nothing_new", NOTHING_NEW, names=_names(m[0] for m in wanted))
    is_update = any(m[0].change in _FOLLOWING for m in wanted)
    return _draft(telegram, rule, Action.UPDATE if is_update else Action.NEW, standing)


_FOLLOWING = (Change.CONTINUED, Change.LIFTED, Change.LOWERED, Change.RAISED)


def _unwanted(meant: list[tuple[WarningState, WarningKind | None]]) -> NoDraft:
    unknown = [state for state, kind in meant if kind is None and _is_grave(state)]
    if unknown:
        return _none("unknown_warning", UNKNOWN_WARNING, names=_names(unknown))
    return _none("not_wanted", NOT_WANTED, names=_names(state for state, _ in meant))


def _is_grave(state: WarningState) -> bool:
    """Whether an unknown name may not be passed over in silence."""
    return "警報" in state.name and state.change is not Change.LIFTED


def _names(states: Iterable[WarningState]) -> str:
    return "・".join(state.name for state in states)


def _none(code: str, why: Text, **values: object) -> NoDraft:
    return NoDraft(code, why.format(**values))


def _draft(
    telegram: Telegram, rule: WeatherRule, action: Action, meant: Iterable[Meant]
) -> AlertDraft:
    kinds = _by_severity(kind for _, kind in meant)
    return AlertDraft(
        action=action,
        thread=telegram.thread,
        severity=kinds[0].severity if kinds else "warning",
        sheet=_sheet(telegram, rule, action, kinds),
    )


def _sheet(
    telegram: Telegram, rule: WeatherRule, action: Action, kinds: list[WarningKind]
) -> FactSheet:
    first = kinds[0].id if kinds else ""
    to_do = tuple(dict.fromkeys(kind.to_do for kind in kinds))
    return FactSheet(
        category=rule.categories.get(first, rule.category),
        what=_what(telegram, action, kinds),
        where=rule.place,
        source=rule.source,
        written_at=telegram.reported_at,
        happened_at=telegram.reported_at,
        is_about=False,
        to_do=(_CALM,) if action in _ENDING else to_do,
        ends_at=telegram.valid_until,
    )


_ENDING = (Action.ALL_CLEAR, Action.WITHDRAWAL)
_CALM = Words(
    "引き続き、新しい情報に気をつけてください。",
    "新しい お知らせを 見て ください。",
    "Please keep following the news.",
)
_LIFTED = Words("{kinds}の解除", "{kinds}は 終わりました", "{kinds}: lifted")
_WITHDRAWN = Words(
    "気象庁が「{title}」を取り消しました",
    "気象庁の お知らせ「{title}」は まちがいでした",
    "The agency withdrew its telegram ({title})",
)


def _what(telegram: Telegram, action: Action, kinds: list[WarningKind]) -> Words:
    if action is Action.WITHDRAWAL:
        return _WITHDRAWN.filled({"title": telegram.title})
    named = Words(
        ja="・".join(kind.says.ja for kind in kinds),
        easy="、".join(kind.says.easy for kind in kinds),
        en=", ".join(kind.says.en for kind in kinds),
    )
    if action is not Action.ALL_CLEAR:
        return named
    return Words(
        ja=_LIFTED.ja.format(kinds=named.ja),
        easy=_LIFTED.easy.format(kinds=named.easy),
        en=_LIFTED.en.format(kinds=named.en),
    )


def _by_severity(kinds: Iterable[WarningKind]) -> list[WarningKind]:
    once = {kind.id: kind for kind in kinds}
    return sorted(once.values(), key=lambda kind: SEVERITIES.index(kind.severity))


def _kind(name: str, title: str) -> WarningKind | None:
    known = shipped_warnings()
    return next((kind for kind in known if kind.is_named(name, title=title)), None)


@cache
def shipped_warnings() -> tuple[WarningKind, ...]:
    """Return the warnings that the office knows."""
    file = resources.files(__package__).joinpath("warnings.yaml")
    text = file.read_text(encoding="utf-8")
    return read_rule(text, tuple[WarningKind, ...], file="warnings.yaml")
