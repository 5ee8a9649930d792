"""The plan of watching: which of a city's files says who walks and who watches."""

from machimori.formats.watch_plan.reading import WatchPlan, read_lines, read_watch_plan

__all__ = ["WatchPlan", "read_lines", "read_watch_plan"]
