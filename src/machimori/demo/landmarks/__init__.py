"""What else is in the town: one file a landmark."""

from machimori.demo.landmarks.fields import draw_fields
from machimori.demo.landmarks.flats import draw_flats
from machimori.demo.landmarks.parking import draw_bicycle_park, draw_car_park
from machimori.demo.landmarks.school import draw_school
from machimori.demo.landmarks.shop import draw_shop
from machimori.demo.landmarks.suzume_park import draw_suzume_park
from machimori.demo.landmarks.underpass import draw_underpass
from machimori.demo.landmarks.vacant_lot import draw_vacant_lot

__all__ = [
    "draw_bicycle_park",
    "draw_car_park",
    "draw_fields",
    "draw_flats",
    "draw_school",
    "draw_shop",
    "draw_suzume_park",
    "draw_underpass",
    "draw_vacant_lot",
]
