from __future__ import annotations

from machimori.assessment import Outcome, Reason
from machimori.language import Text
from machimori.reports.digest import roll_up_by_place, tasks_of
from machimori.reports.digest.survey import duration
from tests.machimori.reports.judged import FENCES, PATHS, ROAD, TOILETS, finding

OPEN = Outcome.CANNOT_TELL
LAMPS = Reason("not_mapped", {"what": Text("照明・樹木", "lamps, trees")})
BENCHES = Reason("not_mapped", {"what": Text("ベンチ", "benches")})


def test_one_walk_with_the_map_settles_many_items() -> None:
    findings = [
        finding(OPEN, of=PATHS, reason=LAMPS),
        finding(OPEN, of=FENCES, reason=BENCHES),
    ]
    (task,) = tasks_of(roll_up_by_place(findings))
    assert task.kind == "map"
    assert task.title("ja") == "地図を漏れなく埋める：照明、樹木、ベンチ"
    assert task.title("en", most=1) == "Map all of these: lamps, and 2 more"


def test_what_only_somebody_who_looks_can_tell_is_one_task_a_criterion() -> None:
    nobody = Reason("nobody_looked")
    findings = [
        finding(Outcome.NOT_ASSESSED, of=FENCES, reason=nobody),
        finding(Outcome.NOT_ASSESSED, of=FENCES, place=ROAD, element=ROAD),
        finding(Outcome.NOT_ASSESSED, of=TOILETS, reason=nobody),
    ]
    tasks = tasks_of(roll_up_by_place(findings))
    assert [(t.kind, t.places) for t in tasks] == [("look", 2), ("look", 1)]
    assert tasks[0].how("ja") == FENCES.look.ja


def test_the_time_is_what_the_criterion_says_for_each_place() -> None:
    findings = [
        finding(Outcome.NOT_ASSESSED),
        finding(Outcome.NOT_ASSESSED, place=ROAD, element=ROAD),
    ]
    (task,) = tasks_of(roll_up_by_place(findings))
    assert task.minutes == 2 * 15


def test_an_open_condition_is_settled_by_what_leaves_it_open() -> None:
    reason = Reason("condition_open", {"value": LAMPS})
    (task,) = tasks_of(roll_up_by_place([finding(OPEN, reason=reason)]))
    assert task.kind == "map"
    assert task.title("ja").endswith("照明、樹木")


def test_what_is_known_is_no_work() -> None:
    known = set(Outcome) - {Outcome.CANNOT_TELL, Outcome.NOT_ASSESSED}
    assert not tasks_of(roll_up_by_place([finding(o) for o in known]))


def test_durations_are_no_finer_than_they_are_known() -> None:
    assert duration(2, "ja") == "約5分"
    assert duration(62, "en") == "about 60 min"
    assert duration(135, "ja") == "約2時間"
    assert duration(150, "en") == "about 2.5 h"
    assert duration(90_030, "en") == "about 1,500 h"
