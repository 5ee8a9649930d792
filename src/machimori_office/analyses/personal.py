"""What analyses keep about people: homes that agreed to stand on a safety map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from machimori.language import Text
from machimori_office.analyses.models import Analysis, Product
from machimori_office.analyses.terms import terms_on
from machimori_office.audit import services as audit
from machimori_office.privacy.registry import Kept, PersonalFile, personal_file
from machimori_office.web.words import JST
from machimori_office.web.years import months_after


def homes_until(at: datetime) -> date:
    """Return the last day of a map with homes that is made at an instant."""
    return months_after(at.astimezone(JST).date(), terms_on(at).homes_kept_months)


@transaction.atomic
def delete_due(at: datetime) -> int:
    """Delete the files of maps with homes whose time is over; that they were stays."""
    over = Analysis.objects.filter(homes_until__lt=at.astimezone(JST).date())
    ids = list(over.values_list("pk", flat=True))
    deleted, _ = Product.objects.filter(analysis__in=ids).delete()
    of_these = Analysis.objects.filter(pk__in=ids)
    of_these.update(homes_until=None, is_forgotten=True)
    of_these.filter(outside=Analysis.Outside.OUT).update(
        outside=Analysis.Outside.WITHDRAWN, proposed_by=""
    )
    of_these.filter(outside=Analysis.Outside.PROPOSED).update(
        outside=Analysis.Outside.INSIDE, proposed_by=""
    )
    for pk in ids:
        audit.record(
            actor=audit.SYSTEM,
            action="analyses.forgotten",
            object_kind="analysis",
            object_id=str(pk),
            reason="its time is over",
            at=at,
        )
    return deleted


def find(address: str) -> Sequence[Kept]:
    """Return nothing: a home on a map is known by no mail address."""
    return ()


def erase(address: str, actor: str, reason: str, at: datetime) -> int:
    """Erase nothing, likewise: a map without the home is made anew."""
    return 0


personal_file(
    PersonalFile(
        name="safety_maps",
        title=Text(ja="地域安全マップ（こども110番の家）", en="Safety maps with homes"),
        purpose=Text(
            ja="学校の子どもに、助けを求められる家を知らせるため",
            en="To show a school's children which homes help them",
        ),
        items=(
            Text(
                ja="載せることに同意した家の位置",
                en="Where homes are that agreed to it",
            ),
        ),
        source=Text(ja="学校が集めた同意", en="Consents that the school collected"),
        kept_until=Text(
            ja="作ってから、決まりの月数（渡されたファイルは計算のあとすぐ）",
            en="For the months that the rule says; the files handed in only until "
            "they were computed",
        ),
        tables=("analyses.Product",),
        delete_due=delete_due,
        find=find,
        erase=erase,
    )
)
