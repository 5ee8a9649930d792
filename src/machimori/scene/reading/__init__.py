"""How a scene file is read: part by part, noting every problem on the way."""

from machimori.scene.reading.drafts import Draft, read_feature
from machimori.scene.reading.header import Header, read_header
from machimori.scene.reading.problems import ProblemList
from machimori.scene.reading.references import (
    apply_place_defaults,
    check_ids,
    check_references,
    photometries_of,
)

__all__ = [
    "Draft",
    "Header",
    "ProblemList",
    "apply_place_defaults",
    "check_ids",
    "check_references",
    "photometries_of",
    "read_feature",
    "read_header",
]
