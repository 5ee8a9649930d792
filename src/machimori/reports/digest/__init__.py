"""What findings amount to: rolled up, put in order, turned into work; never scored."""

from machimori.reports.digest.grouping import Section, sections_of
from machimori.reports.digest.priorities import Fix, fixes_of, numbers_of, remedy_of
from machimori.reports.digest.rollup import Rollup, roll_up, roll_up_by_place
from machimori.reports.digest.survey import Task, tasks_of

__all__ = [
    "Fix",
    "Rollup",
    "Section",
    "Task",
    "fixes_of",
    "numbers_of",
    "remedy_of",
    "roll_up",
    "roll_up_by_place",
    "sections_of",
    "tasks_of",
]
