"""An alert as the pure parts want it: with its person, its reference, its rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from machimori_office.alerts.approval_rule import ApprovalRule, WhyTwo
from machimori_office.alerts.calendar import Goes, SendingRule, when_it_goes
from machimori_office.alerts.checks import CheckRule, Finding, SentMail, check
from machimori_office.alerts.fact_sheet import (
    Description,
    FactSheet,
    Reference,
    Relation,
)
from machimori_office.alerts.links.looking import seen
from machimori_office.alerts.models import Alert, Person
from machimori_office.alerts.recipients import reach_of
from machimori_office.alerts.storing import sheet_from_json
from machimori_office.alerts.wording import Sender
from machimori_office.rules.services import rule
from machimori_office.subscriptions.figures import left_after_such_a_day
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.subscriptions.reach import Reached
from machimori_office.web.words import JST, UNWRITTEN, Words


@dataclass(frozen=True)
class Rules:
    """The city's rules as they hold on a day, each read when it is asked for."""

    on: date

    @cached_property
    def kinds(self) -> Kinds:
        """The kinds of mail."""
        return rule(Kinds, on=self.on)

    @cached_property
    def sending(self) -> SendingRule:
        """When mails go."""
        return rule(SendingRule, on=self.on)

    @cached_property
    def checks(self) -> CheckRule:
        """What is checked."""
        return rule(CheckRule, on=self.on)

    @cached_property
    def approval(self) -> ApprovalRule:
        """Who needs a second person."""
        return rule(ApprovalRule, on=self.on)

    @cached_property
    def service(self) -> Sender:
        """Name and foot of the mails."""
        return rule(Sender, on=self.on)


def rules_at(at: datetime) -> Rules:
    """Return the rules as they hold at an instant, by Japan's day."""
    return Rules(at.astimezone(JST).date())


def sheet_of(alert: Alert) -> FactSheet:
    """Return the whole sheet of an alert, with its person as long as there is one."""
    return replace(
        sheet_from_json(alert.sheet),
        description=_description(alert),
        refers_to=reference_of(alert),
    )


def public_sheet_of(alert: Alert, *, kinds: Kinds) -> FactSheet:
    """Return what anybody may read of it, without asking for the person at all."""
    sheet = replace(
        sheet_from_json(alert.sheet), refers_to=reference_of(alert, kinds=kinds)
    )
    return without_person(sheet, kinds=kinds)


def without_person(sheet: FactSheet, *, kinds: Kinds) -> FactSheet:
    """Leave out what may tell of a person: looks always, words of a missing one too."""
    sheet = replace(sheet, description=None)
    if not names_somebody(sheet.category, kinds):
        return sheet
    return replace(sheet, what=kind_words(sheet.category, kinds), details=UNWRITTEN)


def erased(sheet: FactSheet, *, kinds: Kinds) -> FactSheet:
    """Leave only what nobody wrote by hand: kind, areas and instants."""
    return replace(
        sheet,
        what=kind_words(sheet.category, kinds),
        where=UNWRITTEN,
        details=UNWRITTEN,
        to_do=(),
        source=UNWRITTEN,
        contact=UNWRITTEN,
        description=None,
    )


def names_somebody(category: str, kinds: Kinds) -> bool:
    """Whether alerts of a kind may name a person; none is known to be safe."""
    return category in kinds.categories() and kinds.may_name(category)


def kind_words(category: str, kinds: Kinds) -> Words:
    """Name the kind itself, without those above it."""
    return kinds.path(category)[-1].name


def reference_of(alert: Alert, *, kinds: Kinds | None = None) -> Reference | None:
    """Return which alert this one refers to; with `kinds`, in words for the public."""
    earlier = alert.refers_to
    if earlier is None or earlier.went_out_at is None:
        return None
    sheet = sheet_from_json(earlier.sheet)
    sheet = without_person(sheet, kinds=kinds) if kinds else sheet
    return Reference(
        alert_id=str(earlier.pk),
        subject=sheet.what,
        sent_at=earlier.went_out_at,
        relation=Relation(alert.relation),
    )


def _description(alert: Alert) -> Description | None:
    person = Person.objects.filter(alert=alert.pk).first()
    if person is None:
        return None
    looks = Words(person.looks_ja, person.looks_easy, person.looks_en)
    return Description(looks=looks, expires_at=person.expires_at)


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What would happen if the button were pressed now.

    Parameters
    ----------
    sheet : FactSheet
    reach : Reached
        How many would get it, as far as it is known.
    goes : Goes
    findings : sequence of Finding
    why_two : sequence of str
        Why a second person is needed; empty where one is enough.
    countdown : timedelta
        How long the press could be taken back.
    """

    sheet: FactSheet
    reach: Reached
    goes: Goes
    findings: Sequence[Finding]
    why_two: Sequence[WhyTwo]
    countdown: timedelta

    @property
    def stops(self) -> tuple[Finding, ...]:
        """What stops the alert unless an approver says why not."""
        return tuple(f for f in self.findings if f.severity == "stop")

    @property
    def unfit(self) -> tuple[Finding, ...]:
        """What no reason can replace."""
        return tuple(f for f in self.stops if f.code in _UNFIT)


_UNFIT = (
    "missing_what",
    "missing_looks",
    "unknown_category",
    "looks_over",
    "looks_too_long_lived",
)


def outlook(
    alert: Alert,
    at: datetime,
    *,
    sheet: FactSheet | None = None,
    rules: Rules | None = None,
) -> Outlook:
    """Say what would happen to an alert, or to another sheet in its place."""
    rules = rules or rules_at(at)
    sheet = sheet or sheet_of(alert)
    reach = reach_of(alert, sheet)
    wait = rules.approval.countdown(sheet.category)
    is_known = sheet.category in rules.kinds.categories()
    return Outlook(
        sheet=sheet,
        reach=reach,
        goes=when_it_goes(
            sheet.category, at + wait, rules.sending, written_at=sheet.written_at
        ),
        findings=findings_of(alert, sheet, at + wait, rules),
        why_two=rules.approval.why_two(
            sheet.category, recipients=reach.count, kinds=rules.kinds
        )
        if is_known
        else (),
        countdown=wait,
    )


def findings_of(
    alert: Alert, sheet: FactSheet, at: datetime, rules: Rules
) -> tuple[Finding, ...]:
    """Check a sheet against the rules and the mails of the day."""
    today = at.astimezone(JST).replace(hour=0, minute=0, second=0, microsecond=0)
    history = mails_since(today, but=alert)
    left = None
    if len(history) >= rules.checks.mails_a_day:
        more = rules.checks.mails_a_day + 1
        left = left_after_such_a_day(mails_a_day=more, before=today.date())
    return check(
        sheet,
        kinds=rules.kinds,
        rule=rules.checks,
        at=at,
        history=history,
        left_after_such_a_day=left,
        seen=seen,
    )


def mails_since(since: datetime, *, but: Alert) -> list[SentMail]:
    """Return the mails that residents got since then."""
    out = Alert.objects.published().filter(went_out_at__gte=since).exclude(pk=but.pk)
    return [
        SentMail(sent_at=sent_at, areas=frozenset(areas))
        for sent_at, areas in out.values_list("went_out_at", "sheet__areas")
        if sent_at
    ]
