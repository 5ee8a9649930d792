"""The year's figures of concerns: each number is that of the list it opens."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from machimori_office.concerns.models import Concern, Incident
from machimori_office.concerns.states import State
from machimori_office.web.figures import CASES, Figure, YearTable
from machimori_office.web.speaking import spoken_words
from machimori_office.web.words import Words
from machimori_office.web.years import first_day, last_day

TITLE = Words(ja="市民からの情報", en="Concerns of residents")
_OF = {
    "received": (_("Concerns received"), {}),
    "resident": (_("from residents"), {"by": Concern.By.RESIDENT.value}),
    "patrol": (_("from patrols"), {"by": Concern.By.PATROL.value}),
    "staff": (_("from staff of the city"), {"by": Concern.By.STAFF.value}),
    "police": (_("from the police"), {"by": Concern.By.POLICE.value}),
    "closed": (_("Of these, closed"), {"state": State.CLOSED.value}),
    "merged": (_("Of these, about the same"), {"state": State.MERGED.value}),
}


def table_of(year: int) -> YearTable:
    """Count one year and the one before it."""
    figures = [
        Figure(label, _count(year, how), _count(year - 1, how), _rows(year, how), CASES)
        for label, how in _OF.values()
    ]
    passed_on = Figure(
        _("Incidents passed on by the police"),
        _incidents(year),
        _incidents(year - 1),
        f"{reverse('concerns:incidents')}?{urlencode({'year': year})}",
        CASES,
    )
    return YearTable(spoken_words(TITLE), year, (*figures, passed_on))


def _count(year: int, how: dict[str, str]) -> int:
    return Concern.objects.filter(fiscal_year=year, **how).count()


def _rows(year: int, how: dict[str, str]) -> str:
    asked = {"year": str(year), **how}
    return f"{reverse('concerns:list')}?{urlencode(asked)}"


def _incidents(year: int) -> int:
    days = (first_day(year), last_day(year))
    standing = Incident.objects.filter(withdrawn_at__isnull=True)
    return standing.filter(happened_on__range=days).count()
