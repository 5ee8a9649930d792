"""The incidents that a form names: a list that was read, or the register, frozen."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from machimori_office.analyses import services
from machimori_office.analyses.forms import SourceForm
from machimori_office.analyses.models import IncidentList
from machimori_office.analyses.reading import read_boundaries
from machimori_office.analyses.register import Wanted, known_blocks, read_register
from machimori_office.analyses.terms import terms_on
from machimori_office.web.speaking import language


def incidents_in(
    form: SourceForm, wanted: Wanted, *, actor: str, at: datetime
) -> IncidentList:
    """Return the list that was chosen, or keep the register's rows as they are now.

    Parameters
    ----------
    form : SourceForm
        Found to be valid.
    wanted : Wanted
        Which rows of the register.
    actor : str
    at : datetime

    Raises
    ------
    InvalidInput
        The boundaries cannot be read.
    """
    chosen: IncidentList | None = form.cleaned_data["incidents"]
    if chosen is not None:
        return chosen
    sent = form.cleaned_data["blocks"]
    blocks = read_boundaries([(sent.name, sent.read())]) if sent else known_blocks()
    taken = read_register(wanted, blocks, at=at)
    terms, own = terms_on(at), _("Own register")
    return services.keep_list(
        taken,
        name=" ".join((own, str(wanted.first_on), "–", str(wanted.last_on))),
        publisher=terms.publisher.in_(language()),
        licence=terms.licence,
        origin=IncidentList.Origin.REGISTER,
        actor=actor,
        at=at,
    )
