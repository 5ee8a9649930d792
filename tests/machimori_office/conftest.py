"""The office's tests: on SQLite, or where OFFICE_TEST_DATABASE says so, PostgreSQL."""

from __future__ import annotations

import importlib.util
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
HAS_OFFICE = all(map(importlib.util.find_spec, ("django", "pytest_django", "allauth")))

if HAS_OFFICE:
    import django

    from tests.machimori_office.postgresql import shared_cluster

    on_postgresql = os.environ.get("OFFICE_TEST_DATABASE") == "postgresql"
    _FOLDER = tempfile.TemporaryDirectory(prefix="office-tests-")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "machimori_office.settings",
        "MACHIMORI_MODE": "demo",
        "MACHIMORI_FOLDER": _FOLDER.name,
        "MACHIMORI_SECOND_FACTOR": "required",
        "MACHIMORI_ADDRESS": "http://testserver",
        "MACHIMORI_DATABASE_URL": shared_cluster() if on_postgresql else "sqlite",
    }
    django.setup()
    from django.contrib.auth.hashers import Argon2PasswordHasher
    from django.contrib.auth.management import create_permissions
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db import connections
    from django.db.models.signals import post_migrate

    # Hashing is slow on purpose, which is not what is tested.
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 64
    # Nobody in the office asks for these rows; each emptied database got them anew.
    assert post_migrate.disconnect(create_contenttypes)
    assert post_migrate.disconnect(
        dispatch_uid=f"{create_permissions.__module__}.create_permissions"
    )
    # A browser keeps its line to the live server open, and with it a thread, after the
    # last test: it must not keep a connection to the database as well.
    connections.settings["default"]["CONN_MAX_AGE"] = 0
    from tests.machimori_office import browser
    from tests.machimori_office.behind_a_press import *  # noqa: F403
    from tests.machimori_office.boxes import Pair, started
    from tests.machimori_office.cast import *  # noqa: F403
    from tests.machimori_office.prepared import Prepared

    @pytest.fixture(scope="session")
    def prepared(
        tmp_path_factory: pytest.TempPathFactory,
        django_test_environment: None,
        django_db_blocker: Any,
    ) -> Prepared:
        """An office with empty tables, which all workers of a run share."""
        own = tmp_path_factory.getbasetemp()
        run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
        with django_db_blocker.unblock():
            return Prepared(run)

    @pytest.fixture(scope="session")
    def django_db_setup(prepared: Prepared, django_db_blocker: Any) -> Iterator[None]:
        """Begin with a copy; folder and cluster are thrown away as a whole."""
        with django_db_blocker.unblock():
            prepared.copied_for_tests()
        yield
        with django_db_blocker.unblock():
            connections.close_all()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(
        config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Mark the second walks; leave out on PostgreSQL what comes out alike there.

        What opens a browser is long, and begins first: no core waits for it at the end.
        """
        for item in items:
            if _is_walk(item) and re.search(r"\[en\b", item.name):
                item.add_marker("walks")
        items.sort(key=lambda item: not _is_walk(item))
        if on_postgresql:
            alike = [item for item in items if not _may_differ(item)]
            config.hook.pytest_deselected(items=alike)
            items[:] = [item for item in items if _may_differ(item)]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(
        item: pytest.Item, nextitem: pytest.Item | None
    ) -> Iterator[None]:
        """End the browser before a test that has none."""
        yield
        if nextitem is None or not _is_walk(nextitem):
            browser.close()

    def _may_differ(item: pytest.Item) -> bool:
        return _asks_a_database(item) and not _is_about_looks(item)

    def _asks_a_database(item: pytest.Item) -> bool:
        is_marked = item.get_closest_marker("django_db") is not None
        return is_marked or not _DATABASES.isdisjoint(item.fixturenames)  # type: ignore[attr-defined]

    def _is_about_looks(item: pytest.Item) -> bool:
        """Whether it looks at pages, or walks a duty once more in English."""
        is_second = item.get_closest_marker("walks") is not None
        return is_second or item.path.stem.endswith("in_browser")

    def _is_walk(item: pytest.Item) -> bool:
        return "page" in getattr(item, "fixturenames", ())

    _DATABASES = {
        "db",
        "transactional_db",
        "django_db_setup",
        "live_server",
        "two_boxes",
    }

    @pytest.fixture(scope="session")
    def two_boxes(
        tmp_path_factory: pytest.TempPathFactory, prepared: Prepared
    ) -> Iterator[Pair]:
        """Start a console and an internet part, once for all tests of both."""
        with started(tmp_path_factory.mktemp("two-boxes"), prepared) as pair:
            yield pair

else:
    collect_ignore = [
        str(file) for file in HERE.rglob("test_*.py") if file.name != "test_extra.py"
    ]
