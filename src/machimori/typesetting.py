"""Typesets a template with typst and the fonts that the packages ship."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import typst

FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


def typeset(
    template: Traversable, content: Mapping[str, object], *, on: date, **how: Any
) -> list[bytes]:
    """Set a template's words and numbers.

    Parameters
    ----------
    template : Traversable
        A ``.typ`` file, which reads ``<name>.json`` beside it.
    content : mapping
        What that file will hold.
    on : date
        The date of the result, which is the same for the same content.
    **how
        Passed on to typst: ``format``, ``ppi``.

    Returns
    -------
    list of bytes
        The PDF, or a picture a page.
    """
    midnight = datetime.combine(on, datetime.min.time(), tzinfo=UTC)
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        room = Path(folder)
        _lay_out(room, template, content)
        made = typst.compile(
            room / template.name,
            root=room,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            timestamp=midnight,
            **how,
        )
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]


def _lay_out(room: Path, template: Traversable, content: Mapping[str, object]) -> None:
    (room / template.name).write_text(template.read_text("utf-8"), "utf-8")
    said = json.dumps(content, ensure_ascii=False, allow_nan=False)
    (room / template.name).with_suffix(".json").write_text(said, "utf-8")


@cache
def _fonts() -> typst.Fonts:
    """Only the two shipped files: the same page looks the same everywhere."""
    folders = [Path(str(resources.files(package))) for package in FONT_PACKAGES]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )
