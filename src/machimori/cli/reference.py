"""The reference page of the command line: ``python -m machimori.cli.reference``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from machimori.cli.main import machimori
from machimori.cli.speaking import speak
from machimori.cli.worded import Deferred
from machimori.language import Language

WIDTH = 80

_OPENING = """\
# コマンド · Commands

<!-- Made by `python -m machimori.cli.reference`; edit the commands themselves. -->

終了コードは、できたら0、入力や指定に誤りがあれば2です。2のときは、どこがどう誤りで、\
どうすればよいかを標準エラー出力にすべて挙げ、ファイルには何も書きません。

The exit status is 0 when all is done, and 2 where the input or the command is wrong: \
standard error then says what, where and what to do, and nothing is written.

コマンドの補完（Tabキー）は、シェルの設定に一行を加えると使えます。 \
To complete commands with the Tab key, add a line to the shell's settings.

| shell | file | line |
|---|---|---|
| bash | `~/.bashrc` | `eval "$(_MACHIMORI_COMPLETE=bash_source machimori)"` |
| zsh | `~/.zshrc` | `eval "$(_MACHIMORI_COMPLETE=zsh_source machimori)"` |
| fish | `~/.config/fish/config.fish` | \
`_MACHIMORI_COMPLETE=fish_source machimori \\| source` |

| environment | |
|---|---|
| `MACHIMORI_LANGUAGE=en` | 英語で表示 · speak English |
| `NO_COLOR=1` | 色を付けない · no colours |
"""


def reference_page() -> str:
    """Word the help of every command as one Markdown page, Japanese before English.

    Returns
    -------
    str
    """
    return "\n".join([_OPENING, *_sections()])


def commands() -> Iterator[tuple[str, click.Command]]:
    """Walk through all commands, each with the words that call it."""
    yield from _below("machimori", machimori)


def _below(words: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    whole = command.load() if isinstance(command, Deferred) else command
    yield words, whole
    if isinstance(whole, click.Group):
        for name, child in whole.commands.items():
            yield from _below(f"{words} {name}", child)


def _sections() -> Iterator[str]:
    for words, command in commands():
        yield f"## {words}\n"
        for language in ("ja", "en"):
            yield f"```\n{_help(words, command, language)}\n```\n"


def _help(words: str, command: click.Command, language: Language) -> str:
    speak(language)
    context = command.make_context(
        words,
        [],
        resilient_parsing=True,
        terminal_width=WIDTH - 2,
        help_option_names=["-h", "--help"],
    )
    return command.get_help(context)


if __name__ == "__main__":
    sys.stdout.write(reference_page())
