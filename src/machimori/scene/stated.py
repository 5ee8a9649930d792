"""Who stated a property, how and when: evidence may name what it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from machimori.scene.model import Feature


def evidence_on(feature: Feature, name: str) -> Mapping[str, Any]:
    """Return what a feature says of how a property is known.

    Parameters
    ----------
    feature : Feature
    name : str
        Of the property.

    Returns
    -------
    mapping
        With ``method``, ``on`` and ``by``. Evidence that names other properties in
        ``of`` gives way to what it holds ``otherwise``; empty where nothing is said.
    """
    stated = feature.get("evidence")
    while isinstance(stated, Mapping) and not _speaks_of(stated, name):
        stated = stated.get("otherwise")
    return stated if isinstance(stated, Mapping) else {}


def _speaks_of(stated: Mapping[str, Any], name: str) -> bool:
    named = stated.get("of")
    return named is None or name in named
