"""What an import hands back: the scene, and an account of how it came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from machimori.language import Text
from machimori.scene.model import Feature, Scene


@dataclass(frozen=True)
class ImportNote:
    """Something that the source holds and the scene does not, and why.

    Parameters
    ----------
    element : str
        The element of the source, under the id it would have in the scene.
    text : Text
        What happened to it.
    """

    element: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """How an import went.

    Parameters
    ----------
    counts : mapping
        Features made, by kind.
    places : mapping
        Of the places among them, how many of each place_kind.
    skipped : tuple of ImportNote
        Elements that would have become features but could not.
    notes : tuple of ImportNote
        Elements that did, but of which some value or part could not be used.
    """

    counts: Mapping[str, int]
    places: Mapping[str, int]
    skipped: tuple[ImportNote, ...] = ()
    notes: tuple[ImportNote, ...] = ()


@dataclass(frozen=True)
class ImportResult:
    """A scene made from somebody else's file, and how it went."""

    scene: Scene
    report: ImportReport


def report_of(
    features: Iterable[Feature],
    *,
    skipped: Iterable[ImportNote] = (),
    notes: Iterable[ImportNote] = (),
) -> ImportReport:
    """Count what an import made.

    Parameters
    ----------
    features : iterable of Feature
    skipped, notes : iterables of ImportNote
        As in :class:`ImportReport`.

    Returns
    -------
    ImportReport
        Counts sorted by word.
    """
    features = tuple(features)
    places = Counter(f.get("place_kind") for f in features if f.kind == "place")
    return ImportReport(
        counts=dict(sorted(Counter(f.kind for f in features).items())),
        places=dict(sorted(places.items())),
        skipped=tuple(skipped),
        notes=tuple(notes),
    )
