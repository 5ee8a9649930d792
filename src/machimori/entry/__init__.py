"""How somebody gets in: what can be stood on, and what is then within reach."""

from machimori.entry.foothold import ClimbingReach, Goal, goals_within_reach

__all__ = ["ClimbingReach", "Goal", "goals_within_reach"]
