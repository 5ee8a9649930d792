"""What changed between two assessments of a place, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from machimori_office.inspections.models import Assessment, Result

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Change:
    """A criterion that came out otherwise than before; None: it was not judged."""

    now: Result | None
    before: Result | None

    @property
    def either(self) -> Result:
        """Whichever there is, the newer first."""
        return self.now or self.before  # type: ignore[return-value]


def changes(now: Assessment, before: Assessment) -> list[Change]:
    """Return what came out otherwise, in the newer one's order."""
    new, old = _by_key(now), _by_key(before)
    keys = [*new, *(key for key in old if key not in new)]
    found = (Change(new.get(key), old.get(key)) for key in keys)
    return [c for c in found if _outcome(c.now) != _outcome(c.before)]


def scene_changed(now: Assessment, before: Assessment) -> bool:
    """Whether the map itself changed between the two."""
    return now.scene.sha256 != before.scene.sha256


def _by_key(assessment: Assessment) -> Mapping[Key, Result]:
    return {(r.criterion, r.place, r.element): r for r in assessment.results.all()}


def _outcome(result: Result | None) -> str | None:
    return result.outcome if result else None
