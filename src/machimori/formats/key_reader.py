"""Reading the keys of a strict YAML document one by one, each fault where it stands."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from pyproj import CRS
from pyproj.exceptions import CRSError

from machimori.errors import Problem, did_you_mean
from machimori.language import Text
from machimori.strict_yaml import Path, StrictDocument


class KeyReader:
    """Checks each value where it stands; goes on after a problem to find them all.

    Parameters
    ----------
    document : StrictDocument
    """

    see_guide: ClassVar[Text]
    """What to do about a fault that says nothing better."""

    def __init__(self, document: StrictDocument) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def where(self, value: Any, path: Path) -> dict[str, tuple[str, ...]]:
        """Take columns with the words that rows must have there."""
        if not isinstance(value, Mapping):
            self.complain(path, value, _A_MAPPING)
            return {}
        kept = {k: v if isinstance(v, tuple) else (v,) for k, v in value.items()}
        return {str(k): tuple(str(word) for word in v) for k, v in kept.items()}

    def crs(self, given: Mapping[str, Any], path: Path) -> CRS | None:
        """Take the coordinate system, if one is stated."""
        stated = given.get("crs")
        if stated is None:
            return None
        try:
            return CRS.from_user_input(stated)
        except CRSError:
            self.complain((*path, "crs"), stated, _A_CRS)
            return None

    def encoding(self, given: Mapping[str, Any], path: Path) -> str | None:
        """Take the encoding by its usual name, if one is stated."""
        stated = self.optional(given, "encoding", path)
        try:
            return codecs.lookup(stated).name if stated else None
        except LookupError:
            self.complain((*path, "encoding"), stated, _AN_ENCODING)
            return None

    def mapping(
        self, value: Any, path: Path, *, allowed: Sequence[str]
    ) -> dict[str, Any]:
        """Take the known keys of a mapping, and complain of the others."""
        if not isinstance(value, Mapping):
            self.complain(path, value, _A_MAPPING)
            return {}
        for key in value:
            if key not in allowed:
                hint = did_you_mean(str(key), allowed)
                self.complain((*path, key), key, _KNOWN_KEY, hint)
        return {key: value[key] for key in value if key in allowed}

    def text(self, value: Any, path: Path) -> str:
        """Take text that is not empty."""
        if isinstance(value, str) and value.strip():
            return value
        self.complain(path, value, _SOME_TEXT)
        return ""

    def optional(self, given: Mapping[str, Any], key: str, path: Path) -> str | None:
        """Take text where the key is there."""
        return self.text(given[key], (*path, key)) if key in given else None

    def complain(
        self, path: Path, found: Any, expected: Text, remedy: Text | None = None
    ) -> None:
        """Keep a fault with its place, what stands there and what should."""
        self.problems.append(
            Problem(
                file=self.document.file,
                where=self.document.where(path),
                found="-" if found is None else str(found)[:60],
                expected=expected,
                remedy=remedy or self.see_guide,
            )
        )


_A_MAPPING = Text(ja="「キー: 値」の組", en="keys with values")
_KNOWN_KEY = Text(ja="使えるキー", en="a key that can be used")
_SOME_TEXT = Text(ja="空でない文字列", en="text that is not empty")
_A_CRS = Text(ja="座標系（例 EPSG:6676）", en="a coordinate system such as EPSG:6676")
_AN_ENCODING = Text(ja="文字コード（例 cp932）", en="an encoding such as cp932")
