"""Who should walk where and when: watch calendars, rosters and walks."""

from machimori.patrols.calendar import (
    WEEKDAYS,
    Expansion,
    LeftOut,
    Shift,
    Span,
    WatchCalendar,
    WatchPlace,
    WatchRule,
    Weekday,
    expand,
    weekday_of,
)
from machimori.patrols.crew import OBSTACLES, Availability, Car, Member, Obstacle, Turn
from machimori.patrols.orders import (
    HAS_ROUTES,
    Solved,
    best_order,
    best_orders,
    greedy_order,
    greedy_orders,
)
from machimori.patrols.planning import plan_walks
from machimori.patrols.roster import Doubt, Roster, roster
from machimori.patrols.shortages import Because, Shortage, Unfilled
from machimori.patrols.visit_tasks import TeamTask, VisitTask
from machimori.patrols.walkers import (
    Before,
    Exposure,
    PlaceThatMatters,
    PlanRules,
    Streetside,
    Visit,
    Walk,
    Walker,
    WalkPlan,
)

__all__ = [
    "HAS_ROUTES",
    "OBSTACLES",
    "WEEKDAYS",
    "Availability",
    "Because",
    "Before",
    "Car",
    "Doubt",
    "Expansion",
    "Exposure",
    "LeftOut",
    "Member",
    "Obstacle",
    "PlaceThatMatters",
    "PlanRules",
    "Roster",
    "Shift",
    "Shortage",
    "Solved",
    "Span",
    "Streetside",
    "TeamTask",
    "Turn",
    "Unfilled",
    "Visit",
    "VisitTask",
    "Walk",
    "WalkPlan",
    "Walker",
    "WatchCalendar",
    "WatchPlace",
    "WatchRule",
    "Weekday",
    "best_order",
    "best_orders",
    "expand",
    "greedy_order",
    "greedy_orders",
    "plan_walks",
    "roster",
    "weekday_of",
]
