"""``machimori guidelines``: what the catalogue holds, and proof that it is whole."""

from __future__ import annotations

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from machimori.cli.options import language_option
from machimori.cli.printing import console
from machimori.cli.speaking import say
from machimori.errors import UnknownName
from machimori.guidelines import Catalogue, Criterion, Instrument, shipped_catalogue
from machimori.language import Language, Text
from machimori.reports.wording import PRINCIPLES, STRENGTHS


@click.group(
    "guidelines",
    help=say("指針の一覧・内容・網羅の証明。", "List, show and prove the guidelines."),
)
def guidelines_group() -> None:
    """Hold the commands together."""


@guidelines_group.command(
    "list", help=say("収録している指針を一覧にします。", "List the guidelines.")
)
@language_option
def list_command(language: Language) -> None:
    """List instruments."""
    catalogue = shipped_catalogue()
    table = Table()
    for heading in ("id", say("名称", "title"), say("項目", "criteria")):
        table.add_column(heading)
    for instrument in catalogue.instruments.values():
        count = str(len(catalogue.criteria_of(instrument)))
        table.add_row(instrument.id, instrument.title.in_(language), count)
    console().print(table)


@guidelines_group.command(
    "show",
    help=say(
        "指針、または項目ひとつの内容を示します。"
        "\n\n\b\n例：\n"
        "  machimori guidelines show jp-16/roads\n"
        "  machimori guidelines show jp-16/roads/park-path-light",
        "Show a guideline or one criterion."
        "\n\n\b\nExamples:\n"
        "  machimori guidelines show jp-16/roads\n"
        "  machimori guidelines show jp-16/roads/park-path-light",
    ),
)
@click.argument("id_", metavar="ID")
@language_option
def show_command(id_: str, language: Language) -> None:
    """Show an instrument or a criterion."""
    catalogue = shipped_catalogue()
    if id_ in catalogue.instruments:
        _show_instrument(catalogue, catalogue.instruments[id_], language)
    elif id_ in catalogue.criteria:
        _show_criterion(catalogue, catalogue.criteria[id_], language)
    else:
        what = Text(ja="指針または項目", en="guideline or criterion")
        raise UnknownName(what, id_, [*catalogue.instruments, *catalogue.criteria])


@guidelines_group.command(
    "coverage",
    help=say(
        "すべての末端項目が収録されているか、理由つきで外されているかを証明します。",
        "Prove leaf by leaf that everything is encoded, or left out with a reason.",
    ),
)
@click.option(
    "--leaves/--no-leaves",
    default=False,
    help=say("末端項目を一つずつ示す。", "Show every leaf."),
)
@language_option
def coverage_command(leaves: bool, language: Language) -> None:
    """Prove coverage."""
    catalogue = shipped_catalogue()
    screen = console()
    for instrument in catalogue.instruments.values():
        coverage = catalogue.coverage(instrument)
        covered = sum(leaf.is_covered for leaf in coverage)
        screen.print(f"{instrument.id}: {covered}/{len(coverage)}")
        if leaves:
            _show_leaves(screen, catalogue, instrument, language)


def _show_leaves(
    screen: Console, catalogue: Catalogue, instrument: Instrument, language: Language
) -> None:
    for leaf in catalogue.coverage(instrument):
        why = leaf.not_encoded.in_(language) if leaf.not_encoded else "-"
        screen.print(f"  {leaf.path}: {', '.join(leaf.criteria) or why}")


def _show_instrument(
    catalogue: Catalogue, instrument: Instrument, language: Language
) -> None:
    screen = console()
    screen.print(f"[bold]{escape(instrument.title.in_(language))}[/bold]")
    screen.print(instrument.purpose.in_(language))
    table = Table()
    for heading in (
        say("条項", "clause"),
        say("項目", "criterion"),
        say("強さ", "strength"),
        say("内容", "what it asks"),
    ):
        table.add_column(heading)
    for criterion in catalogue.criteria_of(instrument):
        strength = STRENGTHS[instrument.effective_strength(criterion)]
        table.add_row(
            escape(", ".join(criterion.cites)),
            escape(criterion.id.rsplit("/", 1)[1]),
            strength.in_(language),
            escape(criterion.says.in_(language)),
        )
    screen.print(table)


def _show_criterion(
    catalogue: Catalogue, criterion: Criterion, language: Language
) -> None:
    instrument = catalogue.instruments[criterion.instrument]
    cited = ", ".join(instrument.citation(path) for path in criterion.cites)
    effective = instrument.effective_strength(criterion)
    principles = ", ".join(PRINCIPLES[p].in_(language) for p in criterion.principle)
    lines = {
        say("項目", "criterion"): criterion.id,
        say("条項", "clause"): f"{instrument.title.in_(language)} {cited}",
        say("内容", "what it asks"): criterion.says.in_(language),
        say("見るところ", "what to look at"): criterion.look.in_(language),
        say("強さ（文言）", "strength, own verb"): STRENGTHS[criterion.strength].in_(
            language
        ),
        say("強さ（柱書を受けて）", "strength, after headings"): STRENGTHS[
            effective
        ].in_(language),
        say("考え方", "principle"): principles,
    }
    screen = console()
    for heading, text in lines.items():
        screen.print(f"[bold]{heading}[/bold]  {escape(text)}")
