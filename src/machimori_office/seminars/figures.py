"""The year's figures of seminars: each number is that of the list it opens."""

from __future__ import annotations

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from machimori_office.rules.services import rule
from machimori_office.seminars.models import Seminar
from machimori_office.seminars.rows import in_year
from machimori_office.seminars.terms import SeminarTerms
from machimori_office.web.figures import PEOPLE, TIMES, Figure, YearTable
from machimori_office.web.speaking import spoken_words
from machimori_office.web.years import last_day

State = Seminar.State


def table_of(year: int) -> YearTable:
    """Count one year and the one before it."""
    this, last = _counts(year), _counts(year - 1)
    rows = f"{reverse('seminars:seminars')}?year={year}"
    held = f"{rows}&state={State.HELD.value}"
    off = f"{rows}&state={State.CALLED_OFF.value}"
    figures = [
        Figure(_("Seminars held"), this["held"], last["held"], held, TIMES),
        Figure(_("Seminars called off"), this["off"], last["off"], off, TIMES),
        Figure(_("People who came"), this["came"], last["came"], held, PEOPLE),
        Figure(
            _("Of these without a sign-up"), this["door"], last["door"], held, PEOPLE
        ),
        *_by_subject(year, held),
    ]
    return YearTable(_("Seminars"), year, figures)


def _by_subject(year: int, rows: str) -> list[Figure]:
    """Count the people of seminars in which a subject was treated."""
    this, last = _people(year), _people(year - 1)
    return [
        Figure(
            _("People at: %(subject)s") % {"subject": spoken_words(subject.name)},
            this.get(subject.id, 0),
            last.get(subject.id, 0),
            f"{rows}&subject={subject.id}",
            PEOPLE,
        )
        for subject in rule(SeminarTerms, on=last_day(year)).subjects
    ]


def _held(year: int) -> QuerySet[Seminar]:
    return in_year(Seminar.objects.filter(state=State.HELD), str(year)).order_by()


def _counts(year: int) -> dict[str, int]:
    sums = _held(year).aggregate(n=Count("pk"), came=Sum("came"), door=Sum("walked_in"))
    off = in_year(Seminar.objects.filter(state=State.CALLED_OFF), str(year))
    return {
        "held": int(sums["n"]),
        "came": int(sums["came"] or 0),
        "door": int(sums["door"] or 0),
        "off": off.count(),
    }


def _people(year: int) -> dict[str, int]:
    # Two topics of one subject are one seminar's people once.
    held = _held(year).values_list("topics__subject", "pk", "came").distinct()
    counts: dict[str, int] = {}
    for subject, _pk, came in held:
        counts[subject] = counts.get(subject, 0) + came
    return counts
