"""What is wrong with maps of any format: problems that several readers tell."""

from __future__ import annotations

from machimori.errors import Problem
from machimori.language import Text


def cut_short(file: str, *, where: Text, found: str) -> Problem:
    """XML that ends, or breaks, before it is whole."""
    return Problem(
        file=file,
        where=where,
        found=found,
        expected=Text(ja="最後まで正しいXML", en="XML that is whole to its end"),
        remedy=Text(
            ja="ダウンロードが途中で切れていないか確かめ、取り直してください。",
            en="The download may have been cut short: fetch the file again.",
        ),
    )


def damaged(file: str, error: Exception) -> Problem:
    """Compressed content that does not unpack."""
    return Problem(
        file=file,
        where=Text(ja="圧縮された内容", en="the compressed content"),
        found=str(error),
        expected=Text(ja="壊れていない圧縮ファイル", en="an undamaged compressed file"),
        remedy=Text(ja="取り直してください。", en="Fetch the file again."),
    )


def outside_japan(file: str, lon: float, lat: float, *, remedy: Text) -> Problem:
    """A map of somewhere that no Japanese plane coordinates reach."""
    return Problem(
        file=file,
        where=Text(ja="範囲の中心", en="middle of the map"),
        found=f"lon {lon:.4f}, lat {lat:.4f}",
        expected=Text(ja="日本国内の地図", en="a map of somewhere in Japan"),
        remedy=remedy,
    )
