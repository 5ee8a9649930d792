"""Which things rounds come by: taken up from the scenes of the register."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from machimori.scene import vocabulary
from machimori_office.inspections import scenes
from machimori_office.inspections.models import Fixture, Site
from machimori_office.inspections.terms import Round, RoundTerms
from machimori_office.rules.services import rule

Feature = Mapping[str, Any]


def terms(on: date) -> RoundTerms:
    """Return the rounds that hold on a day."""
    return rule(RoundTerms, on=on)


def take_up(site: Site, content: bytes, *, on: date) -> int:
    """Put the lamps, cameras … of a place's scene among what rounds come by.

    What the scene no longer holds stays, as gone; what another place has already is
    left to it. Returns how many are new.
    """
    found = dict(_found(site, content, on))
    known = Fixture.objects.filter(element__in=found).exclude(element="")
    there = set(known.values_list("element", flat=True))
    theirs = site.fixtures.exclude(element="")
    theirs.exclude(element__in=found).update(is_current=False)
    theirs.filter(element__in=found).update(is_current=True)
    new = [_fixture(site, *found[id_]) for id_ in found if id_ not in there]
    Fixture.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _found(
    site: Site, content: bytes, on: date
) -> Iterator[tuple[str, tuple[Feature, Round]]]:
    """Yield what belongs to a round and stands in the place."""
    by_kind = {kind: one for one in terms(on).rounds for kind in one.kinds}
    scene = scenes.read(content)
    places = [p for p in scene.places if not site.places or p.id in site.places]
    inside = {feature.id for p in places for feature in scene.elements(p, *by_kind)}
    for feature in json.loads(content)["features"]:
        kind = feature["properties"].get("kind")
        id_ = scenes.id_of(feature)
        if kind in by_kind and id_ in inside:
            yield id_, (feature, by_kind[kind])


def _fixture(site: Site, feature: Feature, one: Round) -> Fixture:
    properties, id_ = feature["properties"], scenes.id_of(feature)
    kind = vocabulary().kinds[properties["kind"]].label.ja
    return Fixture(
        code=id_,
        round=one.id,
        name=properties.get("name") or f"{kind} {id_}",
        where=site.name,
        district=site.district,
        site=site,
        element=id_,
    )
