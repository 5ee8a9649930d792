"""What the pages about alerts share: the alert, the words, the refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from machimori.language import Text
from machimori_office.alerts.checks import Finding, full_width
from machimori_office.alerts.fact_sheet import FactSheet, written_in
from machimori_office.alerts.letters import letter
from machimori_office.alerts.models import Alert
from machimori_office.alerts.reading import Rules
from machimori_office.outbox.letters import LEAVE_HERE
from machimori_office.places.models import District
from machimori_office.subscriptions.kinds import Kinds
from machimori_office.subscriptions.reach import Reached
from machimori_office.web.speaking import joined
from machimori_office.web.words import VARIETIES, Variety, worded_instant


@dataclass(frozen=True)
class Shown:
    """A mail as residents will see it, in one variety."""

    variety: Variety
    subject: str
    text: str
    length: int
    longest: int | None
    is_written: bool

    @property
    def is_long(self) -> bool:
        """Whether it is longer than the city's rule."""
        return self.longest is not None and self.length > self.longest


def found(pk: UUID) -> Alert:
    """Find an alert."""
    return get_object_or_404(
        Alert.objects.select_related("refers_to", "message", "approved_by"), pk=pk
    )


def language() -> Variety:
    """Return the reader's language."""
    return "en" if get_language() == "en" else "ja"


def worded(text: Text) -> str:
    """Word a text in the reader's language."""
    return text.en if language() == "en" else text.ja


def label(kinds: Kinds, category: str) -> str:
    """Name a kind; one that the rule no longer has shows as it is."""
    known = category in kinds.categories()
    return kinds.label(category, language()) if known else category


def mails(alert: Alert, sheet: FactSheet, *, rules: Rules, at: datetime) -> list[Shown]:
    """Word the mail in each variety, with its length as a phone counts."""
    return [_shown(alert, sheet, variety, rules, at) for variety in VARIETIES]


def _shown(
    alert: Alert, sheet: FactSheet, variety: Variety, rules: Rules, at: datetime
) -> Shown:
    mail = letter(alert, sheet, varieties=(variety,), sender=rules.service, at=at)
    text = mail.text.replace(LEAVE_HERE, _("(the reader's own link)"))
    length = round(full_width(mail.text.replace("\n", "")))
    longest = rules.checks.longest_full_width.get(variety)
    is_written = variety == "ja" or variety in written_in(sheet)
    return Shown(variety, mail.subject, text, length, longest, is_written)


def findings(items: tuple[Finding, ...]) -> list[tuple[Finding, str]]:
    """Word findings in the reader's language."""
    return [(finding, worded(finding.says)) for finding in items]


def districts() -> list[tuple[str, str]]:
    """Return the districts that an alert may name."""
    rows = District.objects.filter(is_current=True)
    if language() == "en":
        return [(d.code, d.name_en or d.name_ja) for d in rows.defer("boundary")]
    return list(rows.values_list("code", "name_ja"))


def people(reach: Reached) -> str:
    """Say how many an alert goes to: not known is not nobody."""
    if reach.count is None:
        return _("readers (how many is not known)")
    many = f"{reach.count:,}"
    said = ngettext("%(n)s person", "%(n)s people", reach.count) % {"n": many}
    return said if reach.is_exact else _("at most %(people)s") % {"people": said}


def counted(reach: Reached) -> str:
    """Say of when a count is, or why there is none; empty where it is of now."""
    if reach.count is None:
        return _("The internet part has not reported yet how many are registered.")
    if reach.counted_at is None:
        return ""
    at = worded_instant(reach.counted_at).in_(language())
    return _("As the internet part counted at %(time)s.") % {"time": at}


def areas_of(sheet: FactSheet) -> str:
    """Name the districts of a sheet; none means the whole city."""
    if not sheet.areas:
        return _("The whole city")
    names = dict(districts())
    return joined(names.get(code, code) for code in sorted(sheet.areas))
