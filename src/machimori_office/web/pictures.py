"""Pictures that people send: really decoded, and written anew without what came along.

A camera writes into a picture where and when it was taken. Whatever is not a pixel is
gone from what is kept; so is whatever only looked like a picture.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django import forms
from PIL import Image, ImageOps, UnidentifiedImageError

from machimori_office.web.errors import HeicRefused, PictureRefused
from machimori_office.web.speaking import said

CONTENT_TYPE = "image/jpeg"
MOST_BYTES = 12_000_000
MOST_PIXELS = 60_000_000
LONGEST_SIDE_PX = 2400
QUALITY = 85
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    SyntaxError,
    ValueError,
)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as it is kept: JPEG, upright, nothing but pixels."""

    content: bytes
    width_px: int
    height_px: int


def cleaned(sent: bytes, *, longest_side_px: int = LONGEST_SIDE_PX) -> Picture:
    """Decode a picture and write it anew.

    Parameters
    ----------
    sent : bytes
        A JPEG, PNG or WebP, as somebody uploaded it.
    longest_side_px : int
        Larger ones are made smaller.

    Raises
    ------
    PictureRefused
        Too large, or no picture that can be decoded to its end.
    HeicRefused
        A picture in the format that iPhones keep.
    """
    if len(sent) > MOST_BYTES:
        raise PictureRefused(most=MOST_BYTES // 1_000_000)
    try:
        with Image.open(io.BytesIO(sent), formats=_FORMATS) as found:
            return _written_anew(found, longest_side_px)
    except _BROKEN as error:
        if _is_heic(sent):
            raise HeicRefused from error
        raise PictureRefused(most=MOST_BYTES // 1_000_000) from error


def _is_heic(sent: bytes) -> bool:
    """Whether it is what iPhones keep by themselves: no decoder of ours reads it."""
    return sent[4:8] == b"ftyp" and sent[8:12] in _HEIC


def _written_anew(found: Image.Image, longest_side_px: int) -> Picture:
    if found.width * found.height > MOST_PIXELS:
        raise ValueError("more pixels than a picture needs")
    # A JPEG is decoded at a fraction of its size where less is needed.
    found.draft("RGB", (longest_side_px, longest_side_px))
    upright = ImageOps.exif_transpose(found).convert("RGBA")
    upright.thumbnail((longest_side_px, longest_side_px))
    # A new picture: comments and profiles would go along with the old one.
    kept = Image.new("RGB", upright.size, "white")
    kept.paste(upright, mask=upright)
    target = io.BytesIO()
    kept.save(target, "JPEG", quality=QUALITY, optimize=True)
    return Picture(
        content=target.getvalue(), width_px=kept.width, height_px=kept.height
    )


class PictureField(forms.FileField):
    """A file whose value is a `Picture`, or None where none was sent."""

    widget = forms.ClearableFileInput(
        attrs={"accept": "image/jpeg,image/png,image/webp"}
    )

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        """Decode what was uploaded; the refusal is said in the reader's language."""
        sent: Any = super().clean(data, initial)
        if not sent:
            return None
        try:
            if sent.size is None or sent.size > MOST_BYTES:
                raise PictureRefused(most=MOST_BYTES // 1_000_000)
            return cleaned(sent.read())
        except PictureRefused as refusal:
            raise forms.ValidationError(said(refusal), code="picture") from refusal
