from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import Form
from PIL import ExifTags, Image

from machimori_office.web import pictures
from machimori_office.web.errors import HeicRefused, PictureRefused
from machimori_office.web.pictures import PictureField, cleaned


def sent(
    form: str = "JPEG",
    *,
    size: tuple[int, int] = (40, 20),
    mode: str = "RGB",
    **how: Any,
) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "red").save(target, form, **how)
    return target.getvalue()


def seen(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def told_by_a_camera() -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Hibari Camera"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (35.0, 42.0, 0.0)
    return exif


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_is_kept_is_a_jpeg_that_shows_the_same(form: str) -> None:
    kept = cleaned(sent(form))
    found = seen(kept.content)
    assert (found.format, found.size) == ("JPEG", (kept.width_px, kept.height_px))
    red, green, _ = found.getpixel((20, 10))  # type: ignore[misc]
    assert red > 240
    assert green < 20


def test_nothing_of_the_camera_stays_and_the_picture_is_upright() -> None:
    kept = cleaned(sent(exif=told_by_a_camera(), comment=b"home"))
    found = seen(kept.content)
    assert (kept.width_px, kept.height_px) == (20, 40)
    assert not found.getexif()
    assert "comment" not in found.info
    assert b"Hibari" not in kept.content
    assert b"home" not in kept.content


def test_what_can_be_seen_through_becomes_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(target, "PNG")
    assert seen(cleaned(target.getvalue()).content).getpixel((4, 4)) == (255, 255, 255)


def test_a_large_picture_becomes_smaller() -> None:
    kept = cleaned(sent(size=(900, 300)), longest_side_px=300)
    assert (kept.width_px, kept.height_px) == (300, 100)


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"<svg onload='alert(1)'>",
        sent("GIF"),
        sent("JPEG", size=(400, 400))[:900],
        sent("PNG", size=(400, 400))[:-40],
    ],
    ids=["nothing", "svg", "gif", "half a jpeg", "half a png"],
)
def test_what_is_no_whole_picture_is_refused(wrong: bytes) -> None:
    with pytest.raises(PictureRefused):
        cleaned(wrong)


def test_too_many_pixels_or_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 799)
    with pytest.raises(PictureRefused):
        cleaned(sent(size=(40, 20)))
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    with pytest.raises(PictureRefused):
        cleaned(sent())


def test_a_bomb_is_refused_before_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    for size in ((12, 10), (40, 20)):
        with pytest.raises(PictureRefused):
            cleaned(sent(size=size))


class PosterForm(Form):
    poster = PictureField(required=False)


def test_a_form_holds_the_picture_or_says_what_to_do() -> None:
    good = SimpleUploadedFile("a.png", sent("PNG"))
    bad = SimpleUploadedFile("a.png", b"no picture")
    form = PosterForm({}, {"poster": good})
    assert form.is_valid()
    assert form.cleaned_data["poster"].width_px == 40
    form = PosterForm({}, {"poster": bad})
    assert form.has_error("poster", "picture")
    form = PosterForm({}, {})
    assert form.is_valid()
    assert form.cleaned_data["poster"] is None


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_what_iphones_keep_is_refused_with_what_to_do(brand: bytes) -> None:
    with pytest.raises(HeicRefused, match="Most Compatible"):
        cleaned(b"\x00\x00\x00\x18ftyp" + brand + bytes(64))


def test_a_field_offers_formats_that_telephones_hand_over_as_jpeg() -> None:
    accepted = PictureField().widget.attrs["accept"]
    assert accepted == "image/jpeg,image/png,image/webp"
