"""A city's own interpretation parameters."""

from __future__ import annotations

from pathlib import Path

from machimori.formats.opening import decode, read_bytes
from machimori.guidelines import ParameterTable, check_overlay, load_parameters


def read_parameters(path: Path, shipped: ParameterTable) -> ParameterTable:
    """Read a city's parameters and lay them over the shipped ones.

    Parameters
    ----------
    path : Path
        YAML in the form of the catalogue's ``parameters/interpretation.yaml``.
    shipped : ParameterTable

    Returns
    -------
    ParameterTable

    Raises
    ------
    InvalidInput
        With all problems: only known ``interpretation/`` ids, in their own units.
    """
    file = str(path)
    city = load_parameters(decode(read_bytes(path), file=file), file=file)
    check_overlay(city, shipped, file=file)
    return shipped.overlaid(city)
