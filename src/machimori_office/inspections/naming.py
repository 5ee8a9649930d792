"""What lists and the audit's page call places, fixtures and tasks."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from machimori_office.inspections.models import Fixture, Site, Task
from machimori_office.web.naming import Names, Naming


class _Sites(Naming):
    """Sites, and the places in their scenes: alone there, one bears the site's name."""

    def names(self, ids: Collection[str]) -> Names:
        """Return the names of those that are asked for: one query."""
        found: Names = {}
        for code, name, places in Site.objects.values_list("code", "name", "places"):
            found |= dict.fromkeys((code, *places[: len(places) == 1]), name)
        return {id_: name for id_, name in found.items() if id_ in ids}

    def ids(self, typed: str) -> list[str]:
        """Return sites, and the places in them, whose name holds what was typed."""
        sites = Site.objects.filter(name__contains=typed).values_list("code", "places")
        return [id_ for code, places in sites for id_ in (code, *places)]


class _Fixtures(Naming):
    """Fixtures: records know them by their id in the map, or by their number."""

    def names(self, ids: Collection[str]) -> Names:
        """Return the names of those that are asked for: one query."""
        asked = Fixture.objects.filter(Q(element__in=ids) | Q(code__in=ids))
        return {f.element or f.code: f.name for f in asked}

    def ids(self, typed: str) -> list[str]:
        """Return those whose name holds what was typed."""
        return [
            f.element or f.code for f in Fixture.objects.filter(name__contains=typed)
        ]


SUBJECTS = [_Sites(Site), _Fixtures(Fixture)]
OBJECTS = {
    "place": Naming(Site, ("name",)),
    "fixture": Naming(Fixture, ("name", "code")),
    "task": Naming(Task, ("what",)),
}
