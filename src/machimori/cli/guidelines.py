"""``machimori guidelines``: what the catalogue holds, and proof that it is whole."""

from __future__ import annotations

from collections.abc import Iterator

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text as Styled

from machimori.cli.options import language_of_group, language_option, option
from machimori.cli.printing import show
from machimori.cli.speaking import say
from machimori.cli.worded import Group
from machimori.errors import UnknownName
from machimori.guidelines import Catalogue, Criterion, Instrument, shipped_catalogue
from machimori.language import Language, Text
from machimori.reports.wording import PRINCIPLES, STRENGTHS


@click.group(
    "guidelines",
    cls=Group,
    says=Text(
        ja="指針の一覧・内容・網羅の証明。", en="List, show and prove the guidelines."
    ),
)
@language_of_group
def guidelines_group() -> None:
    """Hold the commands together."""


@guidelines_group.command(
    "list",
    says=Text(ja="収録している指針を一覧にします。", en="List the guidelines."),
    examples=("machimori guidelines list",),
)
@language_option
def list_command(language: Language) -> None:
    """List instruments."""
    catalogue = shipped_catalogue()
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("id", say("名称", "title"), say("項目", "criteria")):
        table.add_column(heading)
    for instrument in catalogue.instruments.values():
        count = str(len(catalogue.criteria_of(instrument)))
        table.add_row(instrument.id, instrument.title.in_(language), count)
    show(table)


@guidelines_group.command(
    "show",
    says=Text(
        ja="指針、または項目ひとつの内容を示します。",
        en="Show a guideline or one criterion.",
    ),
    examples=(
        "machimori guidelines show jp-16/roads",
        "machimori guidelines show jp-16/roads/park-path-light",
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
    says=Text(
        ja="すべての末端項目が収録されているか、理由つきで外されているかを証明します。",
        en="Prove leaf by leaf that everything is encoded, or left out with a reason.",
    ),
    examples=(
        "machimori guidelines coverage",
        "machimori guidelines coverage --leaves",
    ),
)
@option(
    "--leaves/--no-leaves",
    default=False,
    says=Text(ja="末端項目を一つずつ示す。", en="Show every leaf."),
)
@language_option
def coverage_command(leaves: bool, language: Language) -> None:
    """Prove coverage."""
    catalogue = shipped_catalogue()
    for instrument in catalogue.instruments.values():
        coverage = catalogue.coverage(instrument)
        covered = sum(leaf.is_covered for leaf in coverage)
        show(f"{instrument.id}: {covered}/{len(coverage)}")
        if leaves:
            show(*_leaves(catalogue, instrument, language), sep="\n")


def _leaves(
    catalogue: Catalogue, instrument: Instrument, language: Language
) -> Iterator[str]:
    for leaf in catalogue.coverage(instrument):
        why = leaf.not_encoded.in_(language) if leaf.not_encoded else "-"
        yield f"  {leaf.path}: {', '.join(leaf.criteria) or why}"


def _show_instrument(
    catalogue: Catalogue, instrument: Instrument, language: Language
) -> None:
    show(Styled(instrument.title.in_(language), style="bold"))
    show(instrument.purpose.in_(language))
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
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
            ", ".join(criterion.cites),
            criterion.id.rsplit("/", 1)[1],
            strength.in_(language),
            criterion.says.in_(language),
        )
    show(table)


def _show_criterion(
    catalogue: Catalogue, criterion: Criterion, language: Language
) -> None:
    instrument = catalogue.instruments[criterion.instrument]
    cited = ", ".join(instrument.citation(path) for path in criterion.cites)
    effective = STRENGTHS[instrument.effective_strength(criterion)]
    own = STRENGTHS[criterion.strength]
    principles = [PRINCIPLES[p].in_(language) for p in criterion.principle]
    table = Table(box=None, show_header=False, pad_edge=False)
    for heading, text in (
        (say("項目", "criterion"), criterion.id),
        (say("条項", "clause"), f"{instrument.title.in_(language)} {cited}"),
        (say("内容", "what it asks"), criterion.says.in_(language)),
        (say("見るところ", "what to look at"), criterion.look.in_(language)),
        (say("強さ（文言）", "strength, own verb"), own.in_(language)),
        (
            say("強さ（柱書を受けて）", "strength, after headings"),
            effective.in_(language),
        ),
        (say("考え方", "principle"), ", ".join(principles)),
    ):
        table.add_row(Styled(heading, style="bold"), text)
    show(table)
