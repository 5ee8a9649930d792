"""The closed vocabulary of incidents, read from ``vocabulary.yaml``."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any

import yaml

from machimori.language import Text


@dataclass(frozen=True)
class Kind:
    """What happened.

    Parameters
    ----------
    id : str
    label : Text
    family : str
        Kinds that a publication keeps together.
    """

    id: str
    label: Text
    family: str


@dataclass(frozen=True)
class IncidentVocabulary:
    """Everything that an incident may say.

    Parameters
    ----------
    kinds, settings, families : mapping
        By id, in the order of the file.
    kinds_by_word, settings_by_word : mapping of str to str
        Ids by the folded words that the police and cities write.
    """

    kinds: Mapping[str, Kind]
    settings: Mapping[str, Text]
    families: Mapping[str, Text]
    kinds_by_word: Mapping[str, str]
    settings_by_word: Mapping[str, str]

    def kind_of(self, written: str) -> str | None:
        """Return the id of the kind that a word of a list means; None for none."""
        return self.kinds_by_word.get(folded(written))

    def setting_of(self, written: str) -> str | None:
        """Return the id of the setting that a word of a list means; None for none."""
        return self.settings_by_word.get(folded(written))

    @cached_property
    def kind_index(self) -> Mapping[str, int]:
        """Place of each kind in the order of the file: the columns' numbers."""
        return {id_: number for number, id_ in enumerate(self.kinds)}


@cache
def incident_vocabulary() -> IncidentVocabulary:
    """Return the vocabulary that ships with the library."""
    file = resources.files(__package__).joinpath("vocabulary.yaml")
    spec = yaml.safe_load(file.read_text(encoding="utf-8"))
    return IncidentVocabulary(
        kinds={
            id_: Kind(id_, _label(kind), kind["family"])
            for id_, kind in spec["kinds"].items()
        },
        settings={id_: _label(one) for id_, one in spec["settings"].items()},
        families={id_: _label(one) for id_, one in spec["families"].items()},
        kinds_by_word=_by_word(spec["kinds"]),
        settings_by_word=_by_word(spec["settings"]),
    )


def folded(written: str) -> str:
    """Make width, case and spaces of a word the same."""
    return "".join(unicodedata.normalize("NFKC", written).casefold().split())


def _label(spec: Mapping[str, Any]) -> Text:
    return Text(ja=spec["ja"], en=spec["en"])


def _by_word(terms: Mapping[str, Mapping[str, Any]]) -> Mapping[str, str]:
    by_word: dict[str, str] = {}
    for id_, term in terms.items():
        for word in (id_, term["ja"], term["en"], *term["written"]):
            if by_word.setdefault(folded(word), id_) != id_:
                raise ValueError(f"{word} means both {by_word[folded(word)]} and {id_}")
    return by_word
