"""What people noted about the town: answers, records, readings, decisions, choices."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from machimori.demo.hibari_park import PARK
from machimori.demo.landmarks.parking import BICYCLES, CARS
from machimori.demo.landmarks.underpass import UNDERPASS
from machimori.demo.streets import STREETS
from machimori.demo.town import demo_town

DEMO_DAY = date(2026, 11, 22)
"""The day on which the demo town is judged."""

ROADS = tuple(f"place-{street.id}" for street in STREETS)
OFFICE = "地域安全課"

Row = Sequence[object]


def demo_tables() -> Mapping[str, str]:
    """Write the tables that go with the demo town.

    Returns
    -------
    mapping of str to str
        File name to content: ``answers.csv``, ``records.csv``, ``lux.csv``,
        ``decisions.csv`` and ``parameters.yaml``, as ``machimori assess`` reads them.

    Examples
    --------
    >>> sorted(demo_tables())
    ['answers.csv', 'decisions.csv', 'lux.csv', 'parameters.yaml', 'records.csv']
    """
    return {
        "answers.csv": _table(_ANSWER_COLUMNS, _ANSWERS),
        "records.csv": _table(_RECORD_COLUMNS, _records()),
        "lux.csv": _table(_READING_COLUMNS, _readings()),
        "decisions.csv": _table(_DECISION_COLUMNS, _DECISIONS),
        "parameters.yaml": _PARAMETERS,
    }


def _table(columns: Row, rows: Iterable[Row]) -> str:
    paper = io.StringIO()
    writer = csv.writer(paper, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return paper.getvalue()


# Answers of those who looked on site --------------------------------------------------

_ANSWER_COLUMNS = ("criterion", "place", "element", "answer", "on", "by", "note")
_ON_SITE = ("2026-11-12", OFFICE)

_ANSWERS: tuple[Row, ...] = (
    ("jp-16/roads/plants-species", PARK, "hedge-hibari-street", "no", *_ON_SITE,
     "葉が密で、後ろに人が立っても見えない"),
    ("jp-16/roads/plants-species", PARK, "hedge-hibari-inner", "no", *_ON_SITE,
     "道路側と同じ樹種"),
    ("jp-16/roads/camera-analytics", PARK, "camera-hibari", "no", *_ON_SITE, ""),
    ("jp-16/roads/camera-analytics", UNDERPASS, "camera-underpass", "no", *_ON_SITE,
     ""),
    ("jp-16/roads/camera-analytics", CARS, "camera-carpark", "unknown", *_ON_SITE,
     "仕様書が見つからない"),
    ("jp-16/roads/park-cameras-sited-by-simulation", PARK, "", "unknown", *_ON_SITE,
     "設置時の検討書を探している"),
    ("jp-31/parks/camera-siting", CARS, "", "no", *_ON_SITE, "検討の書類はない"),
    ("jp-31/parks/camera-privacy", CARS, "", "no", *_ON_SITE, "運用基準はまだない"),
    ("jp-31/parks/parking-information-used", CARS, "", "no", *_ON_SITE,
     "掲示板に防犯の情報はない"),
    ("jp-16/roads/devices-checked-by-specialist", CARS, "", "no", *_ON_SITE,
     "点検は管理者だけで行っている"),
    ("jp-16/roads/park-residents-take-part", "park-suzume", "", "yes", "2026-10-18",
     "ひばり町内会", "月一回の清掃に参加"),
)  # fmt: skip


# Records of what was done -------------------------------------------------------------

_RECORD_COLUMNS = ("id", "activity", "subjects", "on", "result", "by", "note")


_PRUNED = (
    "hedge-hibari-inner",
    "hibari-hedge-north",
    *(f"tree-hibari-{number:02d}" for number in range(1, 11)),
)


def _records() -> Iterable[Row]:
    everywhere = ("park-suzume", PARK, CARS, BICYCLES, UNDERPASS, *ROADS)
    public = (PARK, UNDERPASS, *ROADS)
    filmed = (PARK, UNDERPASS)
    done: tuple[tuple[str, Sequence[str], str, str], ...] = (
        (
            "inspect-lamps",
            ("park-suzume", *public, CARS, BICYCLES),
            "2026-10-08",
            "市道路課",
        ),
        ("specialist-check", (*public, BICYCLES), "2026-10-08", "防犯設備士会"),
        ("inspect-security-devices", filmed, "2026-06-15", "防犯設備士会"),
        # Overdue by five months: the record no longer counts.
        ("inspect-security-devices", (CARS,), "2025-06-10", "駐車場組合"),
        ("prune", _PRUNED, "2026-06-18", "市公園緑地課"),
        ("prune", ("place-keyaki",), "2026-11-05", "市道路課"),
        ("patrol", (CARS, BICYCLES), "2026-11-14", "ひばり町内会"),
        ("patrol", (PARK, *ROADS), "2026-11-14", "ひばり町内会"),
        ("alarm-drill", (UNDERPASS,), "2026-09-01", "ひばり町内会"),
        ("residents-upkeep", (PARK,), "2026-10-18", "ひばり公園愛護会"),
        ("residents-workshop", everywhere, "2026-08-22", OFFICE),
        ("graffiti-and-litter", (*public, BICYCLES), "2026-10-18", "ひばり町内会"),
        ("safety-tools-promotion", everywhere, "2026-04-12", OFFICE),
        ("police-liaison", everywhere, "2026-07-03", OFFICE),
        ("police-information", (CARS, BICYCLES), "2026-07-03", "警察署"),
        ("share-police-information", (BICYCLES,), "2026-07-20", OFFICE),
        ("camera-rules", filmed, "2024-04-01", OFFICE),
        ("camera-review", filmed, "2026-04-20", OFFICE),
        ("camera-siting-study", filmed, "2024-02-09", OFFICE),
        ("offender-path-simulation", (UNDERPASS,), "2024-02-09", OFFICE),
    )
    for number, (activity, subjects, on, by) in enumerate(done, start=1):
        yield (f"K-{number:02d}", activity, "; ".join(subjects), on, "done", by, "")
    missed = "道路側の生け垣は、予算が足りず見送った"
    yield ("K-90", "prune", "hedge-hibari-street", "2026-06-18", "not_done",
           "市公園緑地課", missed)  # fmt: skip


# Readings of a lux meter, after dark --------------------------------------------------

_READING_COLUMNS = ("point", "lon", "lat", "lux", "height", "plane", "time", "meter",
                    "class", "calibrated_on")  # fmt: skip

_READ_LX: Mapping[str, tuple[float, ...]] = {
    # As computed.
    "road-kita": (9.6, 4.2, 2.1, 8.8, 5.0, 3.3, 6.4, 5.1),
    # Not as computed: the lamps have aged.
    "road-higashi": (4.1, 1.6, 0.9, 3.8, 2.2, 1.3, 3.0, 1.5),
}


def _readings() -> Iterable[Row]:
    town = demo_town()
    for evening, (road, readings) in enumerate(_READ_LX.items(), start=17):
        line = town.by_id[road].geometry
        for number, lux in enumerate(readings):
            spot = line.interpolate((number + 0.6) / len(readings), normalized=True)
            lon, lat = town.frame.to_lon_lat(np.array([[spot.x, spot.y]]))[0]
            time = f"2026-11-{evening}T19:{10 + 4 * number:02d}+09:00"
            place = (road, f"{lon:.7f}", f"{lat:.7f}", lux, 0.05, "horizontal")
            yield (*place, time, "照度計 第2号", "AA級", "2026-02-16")


# Decisions ----------------------------------------------------------------------------

_DECISION_COLUMNS = ("kind", "criterion", "place", "element", "ground", "reason",
                     "decided_by", "decided_on", "review_on")  # fmt: skip
_NARROW = "幅員4mで、歩道を設ける余地がない"
_MANAGER = f"{OFFICE}長"

_DECISIONS: tuple[Row, ...] = (
    ("exclude", "jp-16/roads/road-footway-separated", "place-dote", "road-dote", "plan",
     _NARROW, "道路課長", "2026-05-11", "2029-03-31"),
    ("exclude", "jp-31/parks/road-footway-separated", "place-dote", "road-dote", "plan",
     _NARROW, "道路課長", "2026-05-11", "2029-03-31"),
    ("need", "jp-16/roads/underpass-drill", UNDERPASS, "", "",
     "通学の時間帯に人通りが少ない", _MANAGER, "2026-04-20", "2028-03-31"),
    ("need", "jp-31/parks/parking-camera", BICYCLES, "", "",
     "この一年に自転車の盗難が5件あった", _MANAGER, "2026-10-01", "2027-09-30"),
    ("no_need", "jp-16/roads/car-park-entrance-controlled", CARS, "", "",
     "21台と小さく、出入口は一つだけ", _MANAGER, "2026-04-20", "2028-03-31"),
    ("no_need", "jp-31/parks/parking-gate-or-attendant", BICYCLES, "", "",
     "徒歩で出入りする所で、車は入らない", _MANAGER, "2026-04-20", "2028-03-31"),
    # Its review was due in September.
    ("no_need", "jp-31/parks/parking-gate-or-attendant", CARS, "", "",
     "21台と小さく、出入口は一つだけ", _MANAGER, "2024-10-01", "2026-09-30"),
)  # fmt: skip


# What the city chose in place of a proposal -------------------------------------------

_PARAMETERS = """\
# ひばり市（架空の市）が決めた解釈。書いていないものは Machimori の提案値を使う。
# What Hibari City (it does not exist) chose; the proposals hold for everything else.
- id: interpretation/refuge-distance
  unit: m
  label: {ja: "避難・通報場所までの距離", en: "distance to a refuge"}
  values:
    2026-04-01:
      value: 250.0
      chosen_by: {ja: ひばり市地域安全課, en: "Hibari City, regional safety division"}
      reason:
        ja: 通学路の安全点検で、低学年の足に合わせた。
        en: Chosen for the legs of first-graders when the routes were inspected.
"""
