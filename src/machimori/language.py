"""Text in the two languages that every message, criterion and report has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

Language = Literal["ja", "en"]


@dataclass(frozen=True)
class Text:
    """One sentence or name in Japanese and English.

    Parameters
    ----------
    ja, en : str
        The two versions. Either may hold ``{name}`` fields; see :meth:`format`.
    """

    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}

    ja: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the version in `language`."""
        return self.ja if language == "ja" else self.en

    def format(self, **values: object) -> Text:
        """Fill the ``{name}`` fields of both versions.

        A value that is itself a :class:`Text` appears in the matching language.
        """
        return Text(
            ja=self.ja.format(**{k: _spoken(v, "ja") for k, v in values.items()}),
            en=self.en.format(**{k: _spoken(v, "en") for k, v in values.items()}),
        )

    @classmethod
    def same(cls, words: object) -> Text:
        """Make a text that reads the same in both languages (an id, a number)."""
        return cls(ja=str(words), en=str(words))


def _spoken(value: object, language: Language) -> object:
    return value.in_(language) if isinstance(value, Text) else value
