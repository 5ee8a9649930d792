"""What the application and the office's records say of a condition; a clerk decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from machimori.language import Text
from machimori_office.applications.known import Known, known_of
from machimori_office.applications.models import Application, Finding
from machimori_office.applications.signs import Sign
from machimori_office.applications.terms import Asks, Condition, Question, Terms
from machimori_office.web.words import JST, Words
from machimori_office.web.years import fiscal_year, worded_fiscal_year

Outcome = Finding.Outcome


@dataclass(frozen=True)
class Shown:
    """What one sign shows, and in which words."""

    outcome: Outcome
    says: Text


@dataclass(frozen=True)
class Proposal:
    """What all signs of a condition show together.

    Parameters
    ----------
    outcome : Finding.Outcome
        Not met if one sign shows that; met if all show it; else it cannot be told.
    shown : sequence of Shown
    known : Known or None
        What the office's own records hold, with its page.
    """

    outcome: Outcome
    shown: Sequence[Shown]
    known: Known | None

    @property
    def is_certain(self) -> bool:
        """Whether a clerk who finds otherwise says why."""
        return self.outcome != Outcome.UNCLEAR

    def evidence(self) -> Text:
        """Word all that was looked at."""
        said = [shown.says for shown in self.shown]
        return Text(
            ja="。".join(text.ja for text in said), en="; ".join(t.en for t in said)
        )


def proposal_of(
    application: Application, condition: Condition, terms: Terms
) -> Proposal | None:
    """Compute what is known of a condition; None where only a person can look."""
    applicant = getattr(application, "applicant", None)
    if applicant is None or not (condition.shown_by or condition.known_by):
        return None
    asked = {question.id: question for question in terms.questions}
    given = {**application.answers, **applicant.answers}
    on = application.received_at.astimezone(JST).date()
    signs = [sign for sign in condition.shown_by if sign.question in asked]
    shown = [_read(sign, asked, given, on) for sign in signs]
    known = known_of(application, condition)
    if condition.known_by:
        shown.append(Shown(known.outcome, known.says) if known else _NOTHING_KNOWN)
    return Proposal(_together([one.outcome for one in shown]), shown, known)


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    if Outcome.NOT_MET in outcomes:
        return Outcome.NOT_MET
    is_met = bool(outcomes) and set(outcomes) == {Outcome.MET}
    return Outcome.MET if is_met else Outcome.UNCLEAR


def _read(
    sign: Sign, asked: Mapping[str, Question], given: Mapping[str, Any], on: date
) -> Shown:
    question, value = asked[sign.question], given.get(sign.question)
    label = _text(question.label)
    if value in (None, ""):
        return Shown(Outcome.UNCLEAR, _UNANSWERED.format(label=label))
    if question.asks is Asks.CHOICE:
        said = question.choices.get(str(value))
        answer = _text(said) if said else Text.same(value)
        return Shown(_chosen(sign, value), _ANSWERED.format(label=label, said=answer))
    if question.asks is Asks.DAY:
        return _of_day(sign, label, value, on)
    if question.asks in (Asks.LINE, Asks.LINES):
        names = [line.strip() for line in str(value).splitlines() if line.strip()]
        answer = Text(ja="、".join(names), en=", ".join(names))
        return Shown(_named(sign, names), _ANSWERED.format(label=label, said=answer))
    return _of_number(sign, label, value, given)


def _chosen(sign: Sign, value: object) -> Outcome:
    if value in sign.says_no:
        return Outcome.NOT_MET
    return Outcome.MET if value in sign.says_yes else Outcome.UNCLEAR


def _named(sign: Sign, names: Sequence[str]) -> Outcome:
    if any(word in name for word in sign.says_yes for name in names):
        return Outcome.MET
    if names and all(any(word in name for word in sign.says_no) for name in names):
        return Outcome.NOT_MET
    return Outcome.UNCLEAR


def _of_day(sign: Sign, label: Text, value: object, on: date) -> Shown:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return Shown(Outcome.UNCLEAR, _ANSWERED.format(label=label, said=value))
    if sign.in_the_same_year:
        theirs, ours = fiscal_year(day), fiscal_year(on)
        words = _YEAR.format(
            label=label, year=worded_fiscal_year(theirs), asked=worded_fiscal_year(ours)
        )
        return Shown(Outcome.MET if theirs == ours else Outcome.NOT_MET, words)
    age = on.year - day.year - ((on.month, on.day) < (day.month, day.day))
    return Shown(_enough(sign, age), _AGE.format(age=age, asked=sign.at_least))


def _of_number(
    sign: Sign, label: Text, value: object, given: Mapping[str, Any]
) -> Shown:
    if not isinstance(value, int):
        return Shown(Outcome.UNCLEAR, _ANSWERED.format(label=label, said=value))
    if not sign.more_than_half_of:
        words = _NUMBER.format(label=label, said=value, asked=sign.at_least)
        return Shown(_enough(sign, value), words)
    whole = given.get(sign.more_than_half_of)
    if not isinstance(whole, int) or value > whole:
        return Shown(Outcome.UNCLEAR, _ANSWERED.format(label=label, said=value))
    words = _HALF.format(label=label, said=value, whole=whole)
    return Shown(Outcome.MET if 2 * value > whole else Outcome.NOT_MET, words)


def _enough(sign: Sign, count: int) -> Outcome:
    if sign.at_least is None:
        return Outcome.UNCLEAR
    if count >= sign.at_least:
        return Outcome.MET
    is_nearly = sign.nearly is not None and count >= sign.nearly
    return Outcome.UNCLEAR if is_nearly else Outcome.NOT_MET


def _text(words: Words) -> Text:
    return Text(ja=words.ja, en=words.en or words.ja)


_NOTHING_KNOWN = Shown(
    Outcome.UNCLEAR,
    Text(
        ja="この名前の記録は事務局にありません",
        en="The office has no records under this name",
    ),
)
_UNANSWERED = Text(
    ja="申請書：{label} 記入なし", en="Application: {label} not answered"
)
_ANSWERED = Text(ja="申請書：{label} {said}", en="Application: {label} {said}")
_NUMBER = Text(
    ja="申請書：{label} {said}（{asked}以上）",
    en="Application: {label} {said} ({asked} or more)",
)
_HALF = Text(
    ja="申請書：{label} {said}（{whole}の過半数）",
    en="Application: {label} {said} (more than half of {whole})",
)
_AGE = Text(
    ja="申請書の生年月日から申請日に{age}歳（{asked}歳以上）",
    en="Aged {age} on the day of the application ({asked} or more)",
)
_YEAR = Text(
    ja="申請書：{label} {year}（申請は{asked}）",
    en="Application: {label} in {year} (applied in {asked})",
)
