"""What everybody may read: copied when it is let out, deleted when it is withdrawn.

The residents' pages read these copies only; what did not pass two people is nowhere in
their tables.
"""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from machimori_office.analyses.models import (
    Analysis,
    Product,
    Publication,
    PublicFile,
)
from machimori_office.analyses.terms import terms_on
from machimori_office.audit import services as audit
from machimori_office.web.packing import unpacked
from machimori_office.web.words import JST
from machimori_office.web.years import months_after

PAGE = "public.json"
"""The product that holds what the residents' page says."""


def publish(analysis: Analysis, *, at: datetime) -> None:
    """Copy what everybody may read of an analysis that two people let out."""
    public = Product.objects.filter(
        analysis=analysis,
        analysis__outside=Analysis.Outside.OUT,
        leaves=True,
        is_public=True,
    )
    said = public.filter(name=PAGE).first()
    if said is None:
        return
    terms = terms_on(at)
    page = json.loads(unpacked(said.packed))
    page["publisher"] = {"ja": terms.publisher.ja, "en": terms.publisher.en}
    page["licence"], page["licence_link"] = terms.licence, terms.licence_link
    made = Publication.objects.create(
        id=analysis.pk,
        kind=analysis.kind,
        title=analysis.title,
        page=page,
        published_at=at,
        last_on=months_after(at.astimezone(JST).date(), terms.public_months),
    )
    PublicFile.objects.bulk_create(
        PublicFile(publication=made, name=file.name, type=file.type, packed=file.packed)
        for file in public.exclude(name=PAGE)
    )


def take_down(analysis: Analysis) -> None:
    """Delete what everybody could read of an analysis."""
    Publication.objects.filter(pk=analysis.pk).delete()


def published(at: datetime) -> QuerySet[Publication]:
    """Return what is public at an instant, the newest first."""
    return Publication.objects.filter(last_on__gte=at.astimezone(JST).date())


@transaction.atomic
def end_what_is_over(at: datetime) -> int:
    """Delete what was public as long as the rule says; return how many."""
    over = Publication.objects.filter(last_on__lt=at.astimezone(JST).date())
    ids = list(over.values_list("pk", flat=True))
    Publication.objects.filter(pk__in=ids).delete()
    out = Analysis.objects.filter(pk__in=ids, outside=Analysis.Outside.OUT)
    out.update(outside=Analysis.Outside.WITHDRAWN)
    for pk in ids:
        audit.record(
            actor=audit.SYSTEM,
            action="analyses.expired",
            object_kind="analysis",
            object_id=str(pk),
            reason="its time is over",
            at=at,
        )
    return len(ids)
