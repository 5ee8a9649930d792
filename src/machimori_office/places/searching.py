"""What the search finds among the districts."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from machimori_office.people.access import Act, may
from machimori_office.people.models import Staff
from machimori_office.places.models import District
from machimori_office.web.searching import Hit, Sought


def search(staff: Staff, sought: Sought, limit: int) -> Iterator[Hit]:
    """Yield the districts whose name in any variety has all the words."""
    if not may(staff, Act.SEE_PLACES):
        return
    named = sought.within("name_ja", "name_easy", "name_en", "code")
    listed = reverse("places:districts")
    may_edit = may(staff, Act.EDIT_PLACES)
    for district in District.objects.filter(named).defer("boundary")[:limit]:
        page = reverse("places:edit", args=[district.code])
        yield Hit(
            title=district.name_ja,
            what=_("Districts"),
            url=page if may_edit else listed,
            among=listed,
        )
