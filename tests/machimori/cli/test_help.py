"""Help is complete, in the language that is asked for, and there at once."""

from __future__ import annotations

import gettext
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from rich.cells import cell_len

from machimori.cli import speaking
from machimori.cli.main import machimori
from machimori.cli.reference import commands
from machimori.cli.speaking import language_asked
from machimori.cli.worded import Option, Worded
from tests.machimori.cli.terminal import run

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
ALL = dict(commands())
HEAVY = ("numba", "numpy", "scipy", "shapely", "pyogrio", "typst", "pydantic")


@pytest.mark.parametrize("words", ALL)
def test_every_command_explains_itself_in_both_languages(words: str) -> None:
    for language in ("ja", "en"):
        shown = run(*words.split()[1:], "--language", language, "--help")
        assert shown.exit_code == 0
        assert bool(JAPANESE.search(shown.stdout)) == (language == "ja")


@pytest.mark.parametrize("words", ALL)
def test_everything_in_a_command_has_help_in_both_languages(words: str) -> None:
    command = ALL[words]
    options = [p for p in command.params if isinstance(p, click.Option)]
    assert isinstance(command, Worded)
    assert all(isinstance(option, Option) for option in options)
    for worded in (command, *options):
        assert JAPANESE.search(worded.says.ja)
        assert not JAPANESE.search(worded.says.en)


@pytest.mark.parametrize(
    "words", [w for w, c in ALL.items() if not isinstance(c, click.Group)]
)
def test_every_command_has_an_example_that_it_would_take(words: str) -> None:
    shown = run(*words.split()[1:], "--help").stdout
    assert re.search(rf"^  {words}( |$)", shown, re.M)


def test_no_line_of_help_is_wider_than_the_screen() -> None:
    for words in ALL:
        for language in ("ja", "en"):
            shown = run(*words.split()[1:], "--help", "--language", language).stdout
            usual = [line for line in shown.splitlines() if "machimori " not in line]
            assert max(map(cell_len, usual)) <= 80


@pytest.mark.parametrize(
    ("arguments", "variable", "language"),
    [
        ([], "", "ja"),
        ([], "en", "en"),
        ([], "fr", "ja"),
        (["--language", "en", "light"], "", "en"),
        (["light", "--language=en"], "", "en"),
        (["light", "--language=ja"], "en", "ja"),
        (["light", "--language"], "", "ja"),
    ],
)
def test_the_language_is_found_wherever_it_is_asked_for(
    arguments: list[str], variable: str, language: str
) -> None:
    assert language_asked(arguments, {speaking.VARIABLE: variable}) == language


def test_the_language_may_stand_before_the_command() -> None:
    assert "Usage:" in run("--language", "en", "light", "--help").stdout
    assert "Usage:" in run("import", "--language", "en", "osm", "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "ja", "en"),
    [
        (["light"], "次の引数が足りません: 'SCENE'", "Missing argument 'SCENE'"),
        (["sight", "x.json"], "オプションが足りません", "Missing option '--from'"),
        (["lihgt"], "コマンド 'lihgt' はありません", "No such command 'lihgt'"),
        (["valdate"], "もしかして: 'validate'", "Did you mean 'validate'?"),
        (
            ["light", "--areas", "x"],
            "'--areas' はありません",
            "No such option '--areas'",
        ),
        (["light", "x", "--spacing-m", "0"], "0.0 は範囲", "0.0 is not in the range"),
        (["light", "x", "--spacing-m", "a"], "数値ではありません", "not a valid float"),
        (["light", "x", "--format", "pdf"], "'pdf' は使えません", "is not one of"),
        (["light", "x", "y"], "余分な引数", "unexpected extra argument"),
        (["light", "x", "--area"], "には値が必要", "requires an argument"),
        (["--language", "fr"], "'fr' は使えません", "'fr' is not one of"),
        (["assess", "x", "--on", "5/1"], "日付ではありません", "is no date"),
        (["assess", "x", "--format", "pdf"], "--output で", "Name a file: --output"),
        (["assess", "x", "-o", "."], "フォルダーです", "is a folder"),
        (["assess", "x", "-o", "no/x.txt"], "がありません", "There is no folder"),
    ],
)
def test_wrong_usage_is_told_in_both_languages(
    arguments: list[str], ja: str, en: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, words in (("ja", ja), ("en", en)):
        monkeypatch.setenv(speaking.VARIABLE, language)
        told = run(*arguments)
        assert told.exit_code == 2
        assert words in told.stderr
        assert bool(JAPANESE.search(told.stderr)) == (language == "ja")


def test_the_version_is_told() -> None:
    assert "machimori" in run("--version").stdout


def test_the_words_of_click_are_compiled_from_their_source() -> None:
    folder = speaking.LOCALE / "ja" / "LC_MESSAGES"
    source = (folder / "click.po").read_text(encoding="utf-8")
    with (folder / "click.mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"', source, re.M)
    plurals = re.findall(
        r'^msgid "(.+)"\nmsgid_plural "(.+)"\nmsgstr\[0\] "(.+)"', source, re.M
    )
    assert len(pairs) + len(plurals) == source.count("msgid ") - 1
    assert all(words.gettext(en) == ja for en, ja in pairs)
    assert all(words.ngettext(one, many, 2) == ja for one, many, ja in plurals)


def test_help_waits_for_nothing_heavy() -> None:
    check = (
        "import sys; from machimori.cli.main import machimori;"
        "machimori(['--help'], standalone_mode=False);"
        f"print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    )
    told = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True
    )
    assert told.stderr.strip() == "[]"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(shell: str) -> None:
    told = subprocess.run(
        [Path(sys.executable).with_name("machimori")],
        capture_output=True,
        text=True,
        check=False,
        env={"_MACHIMORI_COMPLETE": f"{shell}_source", "PATH": "/usr/bin:/bin"},
    )
    assert "machimori" in told.stdout


def test_completion_knows_the_commands() -> None:
    context = click.Context(machimori, info_name="machimori")
    found = [item.value for item in machimori.shell_complete(context, "")]
    assert found == list(machimori.commands)
