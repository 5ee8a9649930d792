"""Every fault of the demo town leads to its finding."""

from __future__ import annotations

import pytest

from machimori.assessment import Assessment, Finding, Outcome

NO, UNKNOWN = Outcome.NOT_SATISFIED, Outcome.CANNOT_TELL

FAULTS = {
    "the rose garden lies in the dark": (
        "jp-31/parks/park-no-dark-pockets",
        "park-hibari",
        NO,
    ),
    "the street hedge has grown too high": (
        "jp-16/roads/plants-position",
        "hedge-hibari-street",
        NO,
    ),
    "it is of a kind that hides people": (
        "jp-16/roads/plants-species",
        "hedge-hibari-street",
        NO,
    ),
    "nobody sees through the old pool's wall": (
        "jp-31/parks/park-fence-see-through",
        "wall-hibari-pool",
        NO,
    ),
    "it hides the sandpit": (
        "jp-31/parks/park-play-equipment-in-view",
        "play-sandpit",
        NO,
    ),
    "the fort hides who is in it": (
        "jp-31/parks/park-play-equipment-open-build",
        "play-fort",
        NO,
    ),
    "a bench faces the children": (
        "jp-16/roads/park-benches-face-away",
        "bench-hibari-2",
        NO,
    ),
    "so does another": (
        "jp-16/roads/park-benches-face-away",
        "bench-hibari-4",
        NO,
    ),
    "men's and women's entrances lie side by side": (
        "jp-16/roads/park-toilet-entrances-apart",
        "toilet-hibari-inside",
        NO,
    ),
    "a street is too dark": ("jp-16/roads/road-light", "road-icho", NO),
    "and has dark stretches": (
        "jp-31/parks/road-lamp-placement",
        "road-icho",
        NO,
    ),
    "the fence is a step up to a balcony": (
        "jp-16/roads/car-park-fence-no-foothold",
        "fence-carpark-north",
        NO,
    ),
    "nobody is told of the camera": (
        "jp-16/roads/camera-sign",
        "camera-carpark",
        NO,
    ),
    "its rules leave things open": (
        "jp-16/roads/camera-rules",
        "camera-carpark",
        NO,
    ),
    "its inspection is overdue": (
        "jp-16/roads/car-park-devices-inspected",
        "camera-carpark",
        UNKNOWN,
    ),
    "bicycles were stolen and there is no camera": (
        "jp-31/parks/parking-camera",
        "bicyclepark-hibari",
        NO,
    ),
}


def finding(judged: Assessment, criterion: str, element: str) -> Finding:
    found = [
        f
        for f in judged.findings
        if f.criterion.id == criterion and f.element.id == element
    ]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(judged: Assessment, fault: str) -> None:
    criterion, element, outcome = FAULTS[fault]
    assert finding(judged, criterion, element).outcome is outcome


def test_the_overdue_inspection_says_that_its_record_has_expired(
    judged: Assessment,
) -> None:
    criterion, element, _ = FAULTS["its inspection is overdue"]
    assert finding(judged, criterion, element).reason.code == "evidence_expired"


def test_the_blind_spot_at_the_sandpit_names_the_wall(judged: Assessment) -> None:
    criterion, element, _ = FAULTS["it hides the sandpit"]
    blind = finding(judged, criterion, element)
    assert "旧水遊び場のブロック塀" in blind.reason.values["cause"].ja
    assert {mark.kind for mark in blind.marks} == {"blind_spot"}


def test_the_rose_garden_is_the_largest_dark_pocket(judged: Assessment) -> None:
    criterion, element, _ = FAULTS["the rose garden lies in the dark"]
    pockets = finding(judged, criterion, element).marks
    largest = max(pockets, key=lambda mark: mark.geometry.area)
    garden = judged.scene.by_id["hibari-roses"]
    assert garden.geometry.intersects(largest.geometry)


def test_what_is_well_kept_is_found_well_kept(judged: Assessment) -> None:
    for criterion, element in (
        ("jp-16/roads/park-zones", "park-hibari"),
        ("jp-16/roads/park-zones-marked", "hibari-play"),
        ("jp-16/roads/park-play-area-enclosed", "hibari-play"),
        ("jp-16/roads/park-play-area-open-to-eyes", "hibari-play"),
        ("jp-16/roads/park-toilet-light", "toilet-hibari-inside"),
        ("jp-16/roads/underpass-light", "path-underpass"),
        ("jp-16/roads/car-park-in-view", "carpark-hibari"),
        ("jp-31/parks/park-play-light", "hibari-play"),
        ("jp-31/parks/road-lamp-placement", "road-kita"),
    ):
        assert finding(judged, criterion, element).outcome is Outcome.SATISFIED
