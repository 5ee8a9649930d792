"""The editor's files of a safety map: a ZIP in which nothing leads outside."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from machimori.errors import InvalidInput, Problem
from machimori.formats.opening import decode, read_zip
from machimori.language import Text
from machimori.strict_yaml import load_strict

_LIMIT_BYTES = 200_000_000
_PLANS = (".yaml", ".yml")
_OUTSIDE = re.compile(r"^[/\\~]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")


def unpacked(material: bytes, folder: Path, named: str) -> Path:
    """Unpack a ZIP and return the YAML file that leads.

    Parameters
    ----------
    material : bytes
    folder : Path
        Empty; all files of the ZIP come to lie in it side by side.
    named : str
        What is in that file's name, where there are several.

    Returns
    -------
    Path

    Raises
    ------
    InvalidInput
        It is damaged or too large, names files outside of it, or holds no such file,
        or several.
    """
    path = folder / ".zip"
    path.write_bytes(material)
    content = read_zip(path, limit_bytes=_LIMIT_BYTES)
    path.unlink()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            name = PurePosixPath(member.filename.replace("\\", "/")).name
            is_ours = not member.is_dir() and not name.startswith((".", "__"))
            if is_ours and name:
                (folder / name).write_bytes(archive.read(member))
    plans = sorted(p for p in folder.iterdir() if p.suffix.lower() in _PLANS)
    problems = [problem for plan in plans for problem in _leading_outside(plan)]
    if problems:
        raise InvalidInput(problems)
    return _leading(plans, named)


def _leading_outside(plan: Path) -> Iterator[Problem]:
    document = load_strict(decode(plan.read_bytes(), file=plan.name), file=plan.name)
    for value in _strings(document.value):
        if _OUTSIDE.search(value):
            yield Problem(
                file=plan.name,
                where=Text(ja="ファイルの名前", en="name of a file"),
                found=value[:60],
                expected=Text(ja="ZIPに入れたファイル", en="a file in the ZIP"),
                remedy=Text(
                    ja="使うファイルをすべてZIPに入れ、名前だけを書いてください。",
                    en="Put all files into the ZIP and write their names only.",
                ),
            )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _strings(one)
    elif hasattr(value, "values"):
        yield from _strings(tuple(value.values()))


def _leading(plans: list[Path], named: str) -> Path:
    found = [plan for plan in plans if named in plan.stem] or plans
    if len(found) == 1:
        return found[0]
    values = {"named": named}
    raise InvalidInput(
        [
            Problem(
                file="ZIP",
                where=Text(ja="YAMLファイル", en="YAML file"),
                found=", ".join(path.name for path in found) or "-",
                expected=_ONE_FILE.format(**values),
                remedy=_RENAME.format(**values),
            )
        ]
    )


_ONE_FILE = Text(
    ja="名前に {named} を含むYAMLファイル一つ",
    en="one YAML file with {named} in its name",
)
_RENAME = Text(
    ja="{named} を含む名のYAMLファイルを、一つ入れてください。",
    en="Put one YAML file with {named} in its name into it.",
)
