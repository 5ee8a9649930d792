"""Foreign keys and migrations go downward, as imports do; linters see no strings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.source_tree import ROOT

PACKAGE = "machimori_office."


def ranks() -> dict[str, int]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (office,) = [c for c in contracts if c["name"] == "Office, top to bottom"]
    return {
        name.strip(" ()"): rank
        for rank, line in enumerate(reversed(office["layers"]))
        for name in line.replace(":", "|").split("|")
    }


def own_apps() -> set[str]:
    configs = apps.get_app_configs()
    return {c.label for c in configs if c.name.startswith(PACKAGE)}


def references() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model:
                yield model._meta.app_label, field.related_model._meta.app_label


def dependencies() -> Iterator[tuple[str, str]]:
    loader = MigrationLoader(None)
    for (app, _), migration in loader.disk_migrations.items():
        yield from ((app, other) for other, _ in migration.dependencies)


def climbing(pairs: Iterator[tuple[str, str]]) -> set[tuple[str, str]]:
    rank, own = ranks(), own_apps()
    ours = {(a, b) for a, b in pairs if a in own and b in own and a != b}
    return {(a, b) for a, b in ours if rank[a] <= rank[b]}


def test_foreign_keys_point_downward() -> None:
    assert not climbing(references())


def test_migrations_depend_downward() -> None:
    assert not climbing(dependencies())


def test_a_reference_upward_would_be_found() -> None:
    assert climbing(iter([("audit", "people")])) == {("audit", "people")}
