"""Keeps the Japanese of each app beside it: `make messages` after words have changed.

It collects the messages of each app's source, keeps what is translated, drops what is
left over, compiles, and names what has no translation yet.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog, Message
from django.utils.translation import templatize

import machimori_office

Id = str | tuple[str, ...]

SOURCE = Path(machimori_office.__file__).parent
FUNCTIONS = extract.DEFAULT_KEYWORDS | {"gettext_lazy": None, "ngettext_lazy": (1, 2)}
BEGUN = datetime(2026, 11, 22, tzinfo=UTC)
APPS = sorted(p.parent for p in SOURCE.glob("*/__init__.py"))


def po(app: Path) -> Path:
    return app / "locale" / "ja" / "LC_MESSAGES" / "django.po"


def written(app: Path) -> set[Id]:
    """Return the messages in an app's source."""
    found: set[Id] = set()
    for file in app.rglob("*.py"):
        found |= _messages(file.read_text(encoding="utf-8"))
    for pattern in ("*.html", "*.txt"):
        for file in (app / "templates").rglob(pattern):
            found |= _messages(templatize(file.read_text(encoding="utf-8")))
    return found


def _messages(source: str) -> set[Id]:
    file = io.BytesIO(source.encode())
    found = extract.extract("python", file, keywords=FUNCTIONS)
    return {message for _, message, _, _ in found}


def catalogue(app: Path) -> Catalog:
    if not po(app).exists():
        return Catalog(locale="ja")
    with po(app).open("rb") as stream:
        return pofile.read_po(stream, locale="ja")


def compiled(app: Path) -> Catalog:
    with po(app).with_suffix(".mo").open("rb") as stream:
        return mofile.read_mo(stream)


def messages(catalogue: Catalog) -> Iterator[tuple[Id, Message]]:
    for message in catalogue:
        if message.id:
            yield id_of(message), message


def id_of(message: Message) -> Id:
    return tuple(message.id) if isinstance(message.id, list | tuple) else message.id


def is_translated(message: Message) -> bool:
    said = message.string
    return bool(all(said) if isinstance(said, list | tuple) and said else said)


def update() -> list[str]:
    """Rewrite and compile every catalogue; return what lacks its Japanese."""
    known = {
        id_: message.string
        for app in APPS
        for id_, message in messages(catalogue(app))
        if is_translated(message)
    }
    lacking = []
    for app in APPS:
        ids = written(app)
        if ids:
            _write(app, {id_: known.get(id_, "") for id_ in ids})
        lacking += [f"{app.name}: {id_}" for id_ in sorted(map(str, ids - set(known)))]
    return lacking


def _write(app: Path, translated: dict[Id, object]) -> None:
    project = f"Machimori office: {app.name}"
    # A date of its own on each run would make every two branches collide.
    made = Catalog(locale="ja", project=project, fuzzy=False, creation_date=BEGUN)
    made.revision_date = BEGUN
    for id_, string in sorted(translated.items(), key=lambda item: str(item[0])):
        made.add(id_, string)
    po(app).parent.mkdir(parents=True, exist_ok=True)
    with po(app).open("wb") as stream:
        pofile.write_po(stream, made, width=88, sort_output=True, include_lineno=False)
    with po(app).with_suffix(".mo").open("wb") as stream:
        mofile.write_mo(stream, made)


if __name__ == "__main__":
    lacking = update()
    sys.stdout.write("\n".join([*lacking, f"{len(lacking)} without Japanese\n"]))
    sys.exit(bool(lacking))
