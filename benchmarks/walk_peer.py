"""The same walk by OR-tools: stops that may be left out, for what they are worth."""

from __future__ import annotations

from typing import Any

import numpy as np

from machimori.patrols import VisitTask
from machimori.patrols.visit_tasks import Order

UNIT = 1_000_000
"""Of the stop that is worth most: every stop outweighs the way to it, as for us."""


def or_tools_order(task: VisitTask, *, limit_s: float) -> Order:
    """Return the order that OR-tools' guided local search finds in its time.

    Parameters
    ----------
    task : VisitTask
        One walk; no place is visited again.
    limit_s : float
        [s]

    Returns
    -------
    tuple of int
    """
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    count = len(task.worth)
    places = pywrapcp.RoutingIndexManager(count + 2, 1, [count], [count + 1])
    model = pywrapcp.RoutingModel(places)
    _describe(model, places, task)
    how = pywrapcp.DefaultRoutingSearchParameters()
    how.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    how.time_limit.FromMilliseconds(round(1000 * limit_s))
    found = model.SolveWithParameters(how)
    return () if found is None else tuple(_stops(model, places, found))


def _describe(model: Any, places: Any, task: VisitTask) -> None:
    count = len(task.worth)
    way = np.ceil(task.travel_s).astype(int)
    lasting = [*np.ceil(task.stop_s).astype(int).tolist(), 0, 0]

    def way_s(here: int, there: int) -> int:
        one, other = places.IndexToNode(here), places.IndexToNode(there)
        return int(way[one, other])

    def taken_s(here: int, there: int) -> int:
        return way_s(here, there) + int(lasting[places.IndexToNode(here)])

    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitCallback(way_s))
    most = int(task.lasts_s)
    clock = model.RegisterTransitCallback(taken_s)
    model.AddDimension(clock, most, most, True, "time")
    time = model.GetDimensionOrDie("time")
    unit = UNIT / task.worth.max()
    for stop in range(count):
        index = places.NodeToIndex(stop)
        model.AddDisjunction([index], int(task.worth[stop] * unit))
        opens = int(np.ceil(task.opens_s[stop]))
        time.CumulVar(index).SetRange(opens, int(min(task.closes_s[stop], most)))


def _stops(model: Any, places: Any, found: Any) -> list[int]:
    here, stops = found.Value(model.NextVar(model.Start(0))), []
    while not model.IsEnd(here):
        stops.append(places.IndexToNode(here))
        here = found.Value(model.NextVar(here))
    return stops
