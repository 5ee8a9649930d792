"""Names of words, properties and features for reasons, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from machimori.language import Text
from machimori.scene import Feature
from machimori.scene.vocabulary import vocabulary


def joined(texts: Iterable[Text]) -> Text:
    """List texts, each once."""
    listed = tuple(texts)
    return Text(
        ja="・".join(dict.fromkeys(t.ja for t in listed)),
        en=", ".join(dict.fromkeys(t.en for t in listed)),
    )


def labels(words: Iterable[str]) -> Text:
    """Name kinds, groups and area uses."""
    return joined(vocabulary().label(word) for word in words)


def names(features: Iterable[Feature]) -> Text:
    """List features by name."""
    return joined(Text.same(f.name) for f in features)


def term(feature: Feature, name: str) -> Text:
    """Name a property of a feature."""
    known = vocabulary().kinds[feature.kind].properties.get(name)
    return known.label if known else Text.same(name)


def terms(feature: Feature, properties: Iterable[str]) -> Text:
    """List properties of a feature."""
    return joined(term(feature, name) for name in properties)


def value(feature: Feature, name: str) -> Text:
    """Word the value of a property."""
    given = feature.get(name)
    if isinstance(given, bool):
        return Text(ja="はい" if given else "いいえ", en="yes" if given else "no")
    if isinstance(given, tuple):
        return joined(choice(feature, name, one) for one in given)
    return choice(feature, name, given)


def choice(feature: Feature, name: str, given: object) -> Text:
    """Word one allowed value of a property."""
    known = vocabulary().kinds[feature.kind].properties.get(name)
    allowed = known.values if known and known.values else {}
    return allowed.get(str(given), Text.same(given))
