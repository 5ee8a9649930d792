"""Lamps, camera and devices of the park."""

from __future__ import annotations

from shapely.geometry import Point

from machimori.demo.drawing import Sheet
from machimori.demo.hibari_park.grounds import PARK

ROSE_GARDEN_LAMP = 14
"""Out of order for months: the rose garden lies in the dark."""


def draw_lamps(sheet: Sheet) -> None:
    """Draw the lamps of the park and of its toilet."""
    posts = [(-43.8, 3.0), (-40.2, 18.5), (-36.0, 33.0), (-32.8, 48.0), (-22.0, 40.2),
             (-9.0, 39.4), (-59.5, 10.0), (-76.0, 12.6), (-73.0, 48.4), (-67.5, 22.2),
             (-58.3, 36.0), (-49.0, 60.6), (-80.0, 60.9), (-21.0, 14.5), (-13.0, 58.0),
             (-85.5, 17.5)]  # fmt: skip
    for number, at in enumerate(posts, start=1):
        sheet.add(
            "lamp",
            f"lamp-hibari-{number:02d}",
            Point(at),
            name=f"公園灯{number}",
            role="park",
            photometry="security-lamp-globe",
            luminous_flux_lm=4800.0,
            height_m=4.5,
            lit=number != ROSE_GARDEN_LAMP,
            control="timer",
            part_of=PARK,
        )
    indoors = {"role": "ceiling", "photometry": "lambertian", "height_m": 2.5}
    indoors |= {"luminous_flux_lm": 3000.0, "lit": True, "part_of": "toilet-hibari"}
    ceilings = [Point(-27.6, 52.0), Point(-23.4, 52.0)]
    sheet.add_each(
        "lamp", "lamp-hibari-ceiling", ceilings, name="便所の灯り", **indoors
    )
    outdoors = {**indoors, "role": "entrance", "photometry": "security-lamp-downlight"}
    outdoors |= {"luminous_flux_lm": 900.0, "height_m": 2.4}
    eaves = [Point(x, 48.4) for x in (-28.25, -25.85, -22.65)]
    sheet.add_each("lamp", "lamp-hibari-eaves", eaves, name="便所の軒下灯", **outdoors)


def draw_devices(sheet: Sheet) -> None:
    """Draw the camera, the sign that tells of it, and the emergency phone."""
    sheet.add(
        "camera",
        "camera-hibari",
        Point(-40.2, 39.0),
        name="公園の防犯カメラ",
        height_m=4.0,
        azimuth_deg=255.0,
        tilt_deg=20.0,
        horizontal_fov_deg=70.0,
        vertical_fov_deg=40.0,
        pixels_wide=1920,
        pixels_high=1080,
        range_m=28.0,
        recording=True,
        sign=True,
        manager="市公園緑地課",
        retention_days=14,
        rules=("manager", "range", "use_limits", "retention"),
        in_service=True,
        part_of=PARK,
    )
    sheet.add(
        "sign",
        "sign-hibari-camera",
        Point(-50.0, -1.6),
        name="防犯カメラ作動中の表示",
        role="camera",
        says="防犯カメラ作動中",
        languages=("ja", "en"),
        height_m=1.6,
        part_of=PARK,
    )
    sheet.add(
        "emergency_phone",
        "phone-hibari",
        Point(-40.0, 26.0),
        name="緊急通報装置",
        height_m=1.3,
        notifies=("police",),
        in_service=True,
        part_of=PARK,
    )
