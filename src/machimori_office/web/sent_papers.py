"""Papers that people send: a PDF as it is, a picture without its traces."""

from __future__ import annotations

from typing import Any

from django import forms

from machimori_office.web.errors import PictureRefused
from machimori_office.web.pictures import CONTENT_TYPE, MOST_BYTES, cleaned
from machimori_office.web.speaking import said

PDF = "application/pdf"
ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp"
_ENDS_WITHIN = 2048


def is_pdf(content: bytes) -> bool:
    """Whether this begins and ends as a PDF does."""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-_ENDS_WITHIN:]


def taken(name: str, content: bytes) -> tuple[str, bytes, str]:
    """Return name, content and type as they are kept.

    Raises
    ------
    PictureRefused
        Neither a PDF nor a picture, or too large.
    """
    if len(content) > MOST_BYTES:
        raise PictureRefused(most=MOST_BYTES // 1_000_000)
    if is_pdf(content):
        return name[-120:], content, PDF
    return name[-120:], cleaned(content).content, CONTENT_TYPE


class SentPaperField(forms.FileField):
    """A file whose value is a paper's name, content and type."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> tuple[str, bytes, str] | None:
        """Take it in; the refusal is said in the reader's language."""
        sent: Any = super().clean(data, initial)
        if not sent:
            return None
        try:
            if sent.size is None or sent.size > MOST_BYTES:
                raise PictureRefused(most=MOST_BYTES // 1_000_000)
            return taken(str(sent.name or ""), sent.read())
        except PictureRefused as refusal:
            raise forms.ValidationError(said(refusal), code="paper") from refusal


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
