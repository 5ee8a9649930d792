"""The toilet of the park."""

from __future__ import annotations

from shapely.geometry import LineString, Point

from machimori.demo.drawing import PLAN, Sheet
from machimori.demo.hibari_park.grounds import PARK


def draw_toilet(sheet: Sheet) -> None:
    """Draw the toilet: its entrances lie side by side."""
    like = {"part_of": PARK}
    sheet.add(
        "building",
        "toilet-hibari",
        PLAN.box((-30.0, -21.0), (49.0, 55.0)),
        name="公園の便所",
        use="toilet",
        height_m=3.2,
        levels=1,
        **like,
    )
    rooms = {"part_of": "toilet-hibari", "setting": "indoor"}
    sheet.add(
        "area",
        "toilet-hibari-inside",
        PLAN.box((-29.8, -21.2), (49.2, 54.8)),
        name="便所の中",
        use="toilet",
        signed_clearly=True,
        **rooms,
    )
    sheet.add(
        "area",
        "toilet-hibari-accessible",
        PLAN.box((-23.6, -21.3), (49.3, 51.6)),
        name="だれでもトイレ",
        use="toilet_cubicle",
        accessible=True,
        sex="all",
        emergency_button=True,
        **rooms,
    )
    doors = {"male": (-28.8, 0.4), "female": (-26.4, 2.0), "all": (-23.2, 0.0)}
    for sex, (west, setback_m) in doors.items():
        sheet.add(
            "toilet_entrance",
            f"toilet-hibari-door-{sex}",
            LineString([(west, 49.0), (west + 1.1, 49.0)]),
            sex=sex,
            setback_m=setback_m,
            width_m=1.1,
            accessible=sex == "all",
            signed_clearly=True,
            facing_deg=180.0,
            part_of="toilet-hibari",
        )
    sheet.add(
        "alarm",
        "alarm-hibari-toilet",
        Point(-22.0, 50.5),
        name="便所の非常ベル",
        type="bell",
        height_m=0.9,
        notifies=("around", "office"),
        in_service=True,
        part_of="toilet-hibari-inside",
    )
