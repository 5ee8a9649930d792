"""The demo town's park, in the register, held against the guidelines."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction

from machimori.demo import demo_town
from machimori.scene import scene_document
from machimori_office.inspections.models import Site
from machimori_office.inspections.services import ask_for_assessment, register
from machimori_office.people.models import Role, Staff

_SITES = {
    "hibari-park": ("ひばり公園", "park-hibari"),
    "suzume-park": ("すずめ公園", "park-suzume"),
}


@transaction.atomic
def fill(at: datetime) -> None:
    """Register the parks and let the first be assessed when the worker comes by."""
    if Site.objects.exists():
        return
    actor = str(Staff.objects.filter(role=Role.OPERATOR, is_active=True)[0].pk)
    town = scene_document(demo_town())
    content = json.dumps(town, ensure_ascii=False).encode()
    for code, (name, place) in _SITES.items():
        site = Site(code=code, name=name, keeper="公園緑地課", places=[place])
        register(site, content, actor=actor, reason="デモのため", at=at)
        ask_for_assessment(site, actor=actor, at=at)
