"""``machimori patrol roster``: a year's watch, filled fairly."""

from __future__ import annotations

from pathlib import Path

import click

from machimori.cli.options import (
    FILE,
    file_option,
    format_option,
    language_option,
    option,
    output_option,
)
from machimori.cli.printing import as_json, as_text, deliver, progress, show
from machimori.cli.speaking import say
from machimori.cli.worded import Command
from machimori.errors import UnknownName
from machimori.formats.patrols import read_gap, read_roster
from machimori.language import Language, Text
from machimori.patrols import roster
from machimori.reports.patrols import (
    RosterResult,
    paper_html,
    paper_pdf,
    roster_calendar,
    roster_document,
    roster_paper,
    roster_table,
    roster_workbook,
)


@click.command(
    "roster",
    cls=Command,
    says=Text(
        ja="見守りの当番表を作ります。"
        "\n\nFILE は、決まり（いつ・どこで・何人）、学校の下校時刻と休み、隊員（"
        "実施者証・出られる日）、車を書いたYAMLです。隊員の表は別のファイルにできます。前の結果"
        "（JSON）も渡すと、替わる人を最も少なくします。埋まらない当番は、わけとともに挙げます。",
        en="Make a watch roster."
        "\n\nFILE is YAML with the rules (when, where, how many), the schools' hours "
        "and holidays, members (certificates, when they can come) and cars; members "
        "may stand in a file of their own. Give an earlier result (JSON) as well to "
        "change as few turns as can be. What cannot be filled is told with the reason.",
    ),
    examples=(
        "machimori patrol roster calendar.yaml members.yaml",
        "machimori patrol roster calendar.yaml members.yaml \\",
        "    --format xlsx --output roster.xlsx",
        "machimori patrol roster calendar.yaml members.yaml roster.json \\",
        "    --gap gap.geojson --format pdf --output roster.pdf",
    ),
)
@click.argument("files", type=FILE, metavar="FILE...", nargs=-1, required=True)
@file_option(
    "--gap",
    Text(
        ja="見守りのすき間（watch gap --format geojson の出力）。"
        "出ない当番で何が開くかを示す。",
        en="A watch gap (of watch gap --format geojson): what reopens where nobody "
        "comes.",
    ),
)
@option(
    "--member",
    metavar="ID",
    says=Text(
        ja="この隊員の予定だけを ics に書く。",
        en="Write the turns of this member alone (ics).",
    ),
)
@format_option("text", "xlsx", "html", "pdf", "ics", "json")
@output_option(
    Text(
        ja="書き込むファイル。省略すると画面に出します。",
        en="File to write; the screen if left out.",
    )
)
@language_option
def roster_command(
    files: tuple[Path, ...],
    gap: Path | None,
    member: str | None,
    format_: str,
    output: Path | None,
    language: Language,
) -> None:
    """Make a roster."""
    with progress(say("ファイルを読んでいます", "reading the files")):
        read = read_roster(files)
        near = None if gap is None else read_gap(gap)
    known = {one.id for one in read.members}
    if member is not None and member not in known:
        raise UnknownName(_MEMBER, member, known)
    with progress(say("当番を割り当てています", "filling shifts")) as tell:
        found = roster(
            read.shifts,
            read.members,
            read.cars,
            fixed=read.fixed,
            earlier=read.earlier,
            tell=tell,
        )
    result = RosterResult(read, found, near)
    if format_ == "text" and output is None:
        show(roster_table(result, language=language))
        return
    deliver(_written(format_, result, member, language), output)


def _written(
    format_: str, result: RosterResult, member: str | None, language: Language
) -> str | bytes:
    if format_ == "xlsx":
        return roster_workbook(result, language=language)
    if format_ == "html":
        return paper_html(roster_paper(result, language=language), language=language)
    if format_ == "pdf":
        return paper_pdf(roster_paper(result, language=language), language=language)
    if format_ == "ics":
        return roster_calendar(result, language=language, member=member)
    if format_ == "json":
        return as_json(roster_document(result, language=language))
    return as_text(roster_table(result, language=language))


_MEMBER = Text(ja="隊員", en="member")
