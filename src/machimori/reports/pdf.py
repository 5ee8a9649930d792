"""The report as PDF, typeset by typst with the fonts that the packages ship."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from machimori.assessment import Assessment
from machimori.language import Language
from machimori.reports.content import compose

FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


def report_pdf(assessment: Assessment, *, language: Language) -> bytes:
    """Typeset an assessment on A4.

    Parameters
    ----------
    assessment : Assessment
    language : "ja" or "en"

    Returns
    -------
    bytes
        The same for the same assessment: dated by its day, not by the clock.
    """
    return _typeset(assessment, language)[0]


def report_png(
    assessment: Assessment, *, language: Language, dots_per_inch: float = 96.0
) -> bytes:
    """Draw the first page of the PDF as a picture.

    Parameters
    ----------
    assessment : Assessment
    language : "ja" or "en"
    dots_per_inch : float

    Returns
    -------
    bytes
        A PNG.
    """
    how = {"format": "png", "ppi": dots_per_inch}
    return _typeset(assessment, language, **how)[0]


def _typeset(assessment: Assessment, language: Language, **how: Any) -> list[bytes]:
    content = asdict(compose(assessment, language=language))
    content["on"] = assessment.on.isoformat()
    midnight = datetime.combine(assessment.on, datetime.min.time(), tzinfo=UTC)
    with tempfile.TemporaryDirectory(prefix="machimori-") as folder:
        room = Path(folder)
        _lay_out(room, content)
        made = typst.compile(
            room / "report.typ",
            root=room,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            timestamp=midnight,
            **how,
        )
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]


def _lay_out(room: Path, content: dict[str, object]) -> None:
    template = resources.files(__package__).joinpath("templates", "report.typ")
    (room / "report.typ").write_text(template.read_text("utf-8"), "utf-8")
    said = json.dumps(content, ensure_ascii=False, allow_nan=False)
    (room / "report.json").write_text(said, "utf-8")


@cache
def _fonts() -> typst.Fonts:
    """Only the two shipped files: the same report looks the same everywhere."""
    folders = [Path(str(resources.files(package))) for package in FONT_PACKAGES]
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )
