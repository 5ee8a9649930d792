"""What lists and the audit's page call districts."""

from __future__ import annotations

from machimori_office.places.models import District
from machimori_office.web.naming import Naming
from machimori_office.web.speaking import spoken_words
from machimori_office.web.words import Words


def _name(district: District) -> str:
    return spoken_words(Words(district.name_ja, district.name_easy, district.name_en))


_DISTRICTS = Naming(District, ("name_ja", "name_easy", "name_en"), "code", _name)

SUBJECTS = [_DISTRICTS]
OBJECTS = {"district": _DISTRICTS}
