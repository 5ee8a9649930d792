"""Typesets a template with typst and the fonts that the packages ship."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


def typeset(
    template: str, content: dict[str, object], *, on: date, **how: Any
) -> list[bytes]:
    """Set a template's words and numbers.

    Parameters
    ----------
    template : str
        Name of a file in ``templates``, which reads ``<name>.json``.
    content : dict
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
            room / template,
            root=room,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            timestamp=midnight,
            **how,
        )
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]


def _lay_out(room: Path, template: str, content: dict[str, object]) -> None:
    shipped = resources.files(__package__).joinpath("templates", template)
    (room / template).write_text(shipped.read_text("utf-8"), "utf-8")
    said = json.dumps(content, ensure_ascii=False, allow_nan=False)
    (room / template).with_suffix(".json").write_text(said, "utf-8")


@cache
def _fonts() -> typst.Fonts:
    """Only the two shipped files: the same page looks the same everywhere."""
    folders = [Path(str(resources.files(package))) for package in FONT_PACKAGES]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )
