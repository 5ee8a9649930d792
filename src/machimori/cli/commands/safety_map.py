"""``machimori safety-map``: a community safety map that children can read."""

from __future__ import annotations

from pathlib import Path

import click

from machimori.cli.commands.watch import streets_signed
from machimori.cli.options import FILE, format_option, language_option, output_option
from machimori.cli.printing import as_json, deliver, note, progress
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.formats.safety_map import SafetyMap, read_safety_map
from machimori.language import Language, Text
from machimori.reports.safety_map import (
    SafetySheet,
    compose_safety_map,
    safety_map_document,
    safety_map_page,
    safety_map_pdf,
    safety_map_png,
)
from machimori.watch import Assumptions, Signed, place_signs

DOTS_PER_INCH = 110.0


@click.command(
    "safety-map",
    cls=Command,
    says=Text(
        ja="子どもが読める地域安全マップ（A3）を作ります。"
        "\n\n入りやすい場所・見えにくい場所を、絵と図とふりがなで説明し、通学路、"
        "こども110番の家、あぶないと思ったときにすることを添えます。FILE は編集ファイル"
        "（YAML）で、場面か見守りの計算書、クラスの気付き、写真、名前のふりがなを書きます。"
        "民家の場所は、だれでも見る地図では町丁目ごとの数になります。",
        en="Make a community safety map (A3) that children can read."
        "\n\nExplains by drawings what makes places easy to enter and hard to see, "
        "with the way to school, refuges and what to do in danger. FILE is an editor's "
        "file (YAML): the scene or plan of watching, what a class found, photos, "
        "readings of names. On a map for everybody homes become counts by block.",
    ),
    examples=(
        "machimori safety-map map.yaml --output map.pdf",
        "machimori safety-map map.yaml --format html --output map.html",
    ),
)
@click.argument("file", type=FILE, metavar="FILE")
@format_option("pdf", "html", "png", "json")
@output_option(Text(ja="書き込むファイル。", en="File to write."), required=True)
@language_option
def safety_map_command(
    file: Path, format_: str, output: Path, language: Language
) -> None:
    """Make a safety map."""
    with progress(say("編集ファイルを読んでいます", "reading the files")):
        read = read_safety_map(file)
    signed = _signed(read, language)
    with progress(say("地図を描いています", "drawing the map")):
        sheet = compose_safety_map(read, signed, language=language)
        content = _written(format_, sheet)
    deliver(content, output)
    for line in read.notes:
        note(line.in_(language))
    if any(card.photo for card in sheet.cards):
        note(_LOOK_AT_PHOTOS.in_(language))


def _signed(read: SafetyMap, language: Language) -> tuple[Signed, ...]:
    signed: tuple[Signed, ...] = ()
    if read.plan is not None:
        signed += streets_signed(read.plan, language)
    if read.scene is not None:
        with progress(say("場所を見ています", "looking at the places")):
            ours = Assumptions() if read.plan is None else read.plan.assumptions
            signed += place_signs(read.scene, ours)
    return signed


def _written(format_: str, sheet: SafetySheet) -> str | bytes:
    if format_ == "html":
        return safety_map_page(sheet)
    if format_ == "png":
        return safety_map_png(sheet, dots_per_inch=DOTS_PER_INCH)
    if format_ == "json":
        return as_json(safety_map_document(sheet))
    return safety_map_pdf(sheet)


_LOOK_AT_PHOTOS = Text(
    ja="写真の撮影場所などの記録は取り除きました。人の顔、表札、車の番号が写っていないか、"
    "目で確かめてください。",
    en="What cameras add to photos was taken away. See for yourself that no face, name "
    "plate or number plate shows.",
)
