"""What the page of one assessment shows: what falls short, is unknown, or changed."""

from __future__ import annotations

from dataclasses import dataclass

from machimori_office.inspections.history import Change, changes, scene_changed
from machimori_office.inspections.models import Assessment, Result, Task
from machimori_office.inspections.words import OUTCOMES
from machimori_office.web.speaking import language

SHORT = ("not_satisfied",)
UNKNOWN = ("cannot_tell", "not_assessed")


@dataclass(frozen=True)
class Line:
    """One finding, worded for the reader, and its open task if it has one."""

    result: Result
    outcome: str
    says: str
    reason: str
    look: str
    task: Task | None


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that the page shows."""

    assessment: Assessment
    counts: list[tuple[str, int]]
    short: list[Line]
    unknown: list[Line]
    before: Assessment | None
    changes: list[tuple[Change, str, str, str]]
    scene_changed: bool

    @property
    def is_running(self) -> bool:
        """Whether the page should look again."""
        waits = (Assessment.State.WAITING, Assessment.State.RUNNING)
        return self.assessment.state in waits


def page_of(assessment: Assessment) -> Page:
    """Gather the page; its number of queries does not grow with the findings."""
    results = list(assessment.results.all())
    before = _before(assessment)
    tasks = {
        (task.criterion, task.element): task
        for task in assessment.site.tasks.filter(state=Task.State.OPEN)
    }
    counted = dict.fromkeys(OUTCOMES, 0)
    for result in results:
        counted[result.outcome] += 1
    return Page(
        assessment=assessment,
        counts=[(str(OUTCOMES[code]), n) for code, n in counted.items() if n],
        short=[_line(r, tasks) for r in results if r.outcome in SHORT],
        unknown=[_line(r, tasks) for r in results if r.outcome in UNKNOWN],
        before=before,
        changes=[_changed(c) for c in changes(assessment, before)] if before else [],
        scene_changed=before is not None and scene_changed(assessment, before),
    )


def _before(assessment: Assessment) -> Assessment | None:
    earlier = Assessment.objects.filter(
        site=assessment.site,
        state=Assessment.State.DONE,
        asked_at__lt=assessment.asked_at,
    )
    return earlier.defer("report_ja", "report_en").select_related("scene").first()


def _line(result: Result, tasks: dict[tuple[str, str], Task]) -> Line:
    reader = language()
    return Line(
        result=result,
        outcome=str(OUTCOMES[result.outcome]),
        says=getattr(result, f"says_{reader}"),
        reason=getattr(result, f"reason_{reader}"),
        look=getattr(result, f"look_{reader}"),
        task=tasks.get((result.criterion, result.element)),
    )


def _changed(change: Change) -> tuple[Change, str, str, str]:
    says = getattr(change.either, f"says_{language()}")
    return change, says, _worded(change.before), _worded(change.now)


def _worded(result: Result | None) -> str:
    return str(OUTCOMES[result.outcome]) if result else "—"
