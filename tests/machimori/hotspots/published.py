"""Published results, and the data that they were published for."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

FOLDER = Path(__file__).parents[2] / "published"


@cache
def published() -> dict[str, Any]:
    text = (FOLDER / "hotspots.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def arsons() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Places [m] and days of the arsons, as precise as the Calculator keeps them."""
    with (FOLDER / "chicago_arson_2016.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    points = np.array([[row["x_m"], row["y_m"]] for row in rows]).astype(np.float32)
    days = [date.fromisoformat(row["on"]).toordinal() for row in rows]
    return points.astype(np.float64), np.array(days)
