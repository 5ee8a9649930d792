"""``machimori form``: a survey form to take along, for a kind of place or for one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from machimori.cli.catalogues import catalogue_of, catalogue_option
from machimori.cli.options import (
    FILE,
    format_option,
    language_option,
    option,
    output_option,
)
from machimori.cli.printing import deliver
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.errors import UnknownName
from machimori.formats.scene_file import read_scene
from machimori.guidelines import Catalogue, Instrument
from machimori.language import Language, Text
from machimori.reports.forms import (
    SurveyForm,
    form_pdf,
    form_xlsform,
    form_xlsx,
    survey_form,
)
from machimori.scene import Feature, Scene


@click.command(
    "form",
    cls=Command,
    says=Text(
        ja="指針の項目を現地で確かめるための点検票を作ります。"
        "\n\n紙（pdf）、Excel（xlsx）、スマートフォンのODK・KoboToolbox（xlsform）で"
        "使えます。記入したものは machimori assess --answers がそのまま読みます。",
        en="Make a survey form of what a guideline asks."
        "\n\nOn paper (pdf), in Excel (xlsx), or on a telephone with ODK or "
        "KoboToolbox (xlsform). What is filled in goes straight into machimori assess "
        "--answers.",
    ),
    examples=(
        "machimori form --guideline jp-16/roads --kind park --output park.pdf",
        "machimori form --guideline jp-31/schools --kind school --self-check \\",
        "    --format xlsx --output school.xlsx",
        "machimori form --guideline jp-16/roads --scene town.geojson --place park \\",
        "    --format xlsform --output park-form.xlsx",
    ),
)
@option(
    "--guideline",
    required=True,
    metavar="ID",
    says=Text(
        ja="指針のid（machimori guidelines list）。",
        en="Id of the guideline (machimori guidelines list).",
    ),
)
@option(
    "--kind",
    metavar="KIND",
    says=Text(
        ja="場所の種類（park など）。--place があれば不要。",
        en="Kind of place, such as park; not needed with --place.",
    ),
)
@option(
    "--scene",
    type=FILE,
    metavar="FILE",
    says=Text(
        ja="場面ファイル。--place とともに。地図にあるものを一つずつ尋ねます。",
        en="Scene file, with --place: the form asks of each thing that is mapped.",
    ),
)
@option(
    "--place",
    metavar="ID",
    says=Text(ja="場面にある場所のid。", en="Id of a place of the scene."),
)
@option(
    "--self-check/--no-self-check",
    default=False,
    says=Text(
        ja="署名と有効期限のある、所有者・管理者の自己点検票にする。",
        en="Make it the owner's self-check, with a signature and a date until when.",
    ),
)
@catalogue_option
@format_option("pdf", "xlsx", "xlsform")
@output_option(Text(ja="書き込むファイル。", en="File to write."), required=True)
@language_option
def form_command(
    guideline: str,
    catalogue: Path | None,
    format_: str,
    output: Path,
    language: Language,
    **which: Any,
) -> None:
    """Make a survey form."""
    held = catalogue_of(catalogue)
    form = _form(held, held.instrument(guideline), **which)
    deliver(_set(form, format_, language), output)


def _form(
    catalogue: Catalogue,
    instrument: Instrument,
    *,
    kind: str | None,
    scene: Path | None,
    place: str | None,
    self_check: bool,
) -> SurveyForm:
    town, chosen = _chosen(scene, place)
    kind = str(chosen.get("place_kind")) if chosen else kind
    return survey_form(
        catalogue,
        instrument,
        kind or _only_kind(instrument),
        on=date.today(),  # noqa: DTZ011, TID251 - the edge
        scene=town,
        place=chosen,
        is_self_check=self_check,
    )


def _chosen(
    scene: Path | None, place: str | None
) -> tuple[Scene | None, Feature | None]:
    if scene is None or place is None:
        if scene is not None or place is not None:
            raise click.UsageError(
                say(
                    "--scene と --place は、両方を指定してください。",
                    "Give --scene and --place together.",
                )
            )
        return None, None
    town = read_scene(scene)
    places = {one.id: one for one in town.places}
    if place not in places:
        raise UnknownName(Text(ja="場所", en="place"), place, places)
    return town, places[place]


def _only_kind(instrument: Instrument) -> str:
    if len(instrument.places) == 1:
        return instrument.places[0]
    kinds = ", ".join(instrument.places)
    raise click.UsageError(
        say(
            f"--kind で場所の種類を指定してください（{kinds}）。",
            f"Name the kind of place: --kind ({kinds}).",
        )
    )


def _set(form: SurveyForm, format_: str, language: Language) -> bytes:
    if format_ == "pdf":
        return form_pdf(form, language=language)
    if format_ == "xlsx":
        return form_xlsx(form, language=language)
    return form_xlsform(form)
