"""Papers that people send: a PDF as it is, a picture without its traces."""

from __future__ import annotations

from machimori_office.web.errors import PictureRefused
from machimori_office.web.pictures import CONTENT_TYPE, MOST_BYTES, cleaned

PDF = "application/pdf"
_ENDS_WITHIN = 2048


def is_pdf(content: bytes) -> bool:
    """Whether this begins and ends as a PDF does."""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-_ENDS_WITHIN:]


def refuse_unless_paper(content: bytes, content_type: str) -> None:
    """Look once more at what another box took.

    Raises
    ------
    ValueError
        Too large, or not what it says it is.
    PictureRefused
    """
    if len(content) > MOST_BYTES:
        raise ValueError("a paper is too large")
    if content_type == PDF:
        if not is_pdf(content):
            raise ValueError("no PDF")
        return
    if content_type != CONTENT_TYPE:
        raise PictureRefused(most=MOST_BYTES // 1_000_000)
    cleaned(content)
