"""Numbers that had to be chosen, read from ``assumptions.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

import yaml

from machimori.errors import UnknownName
from machimori.language import Text

PROPOSED = Text(ja="Machimoriの提案", en="proposed by Machimori")
_WHAT = Text(ja="仮定", en="assumption")


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """One number, who chose it and why.

    Parameters
    ----------
    id, unit : str
    value : float
    label, reason, chosen_by : Text
    """

    id: str
    value: float
    unit: str
    label: Text
    reason: Text
    chosen_by: Text = PROPOSED


@cache
def _shipped() -> Mapping[str, Assumption]:
    file = resources.files(__package__).joinpath("assumptions.yaml")
    listed = yaml.safe_load(file.read_text(encoding="utf-8"))
    made = (
        Assumption(
            id=row["id"],
            value=float(row["value"]),
            unit=row["unit"],
            label=Text(**row["label"]),
            reason=Text(**row["reason"]),
        )
        for row in listed
    )
    return {one.id: one for one in made}


@dataclass(frozen=True)
class Assumptions:
    """All numbers that flows and chances of being seen rest on.

    Parameters
    ----------
    every : mapping
        By id.
    """

    every: Mapping[str, Assumption] = field(default_factory=_shipped)

    def __getitem__(self, name: str) -> float:
        """Return the number."""
        return self.every[name].value

    def laid_over(self, values: Mapping[str, float], chosen_by: Text) -> Assumptions:
        """Return these with numbers of a city's own.

        Parameters
        ----------
        values : mapping
            By id.
        chosen_by : Text

        Returns
        -------
        Assumptions

        Raises
        ------
        UnknownName
            Where there is no number of that id.
        """
        every = dict(self.every)
        for name, value in values.items():
            if name not in every:
                raise UnknownName(_WHAT, name, every)
            every[name] = replace(every[name], value=value, chosen_by=chosen_by)
        return Assumptions(every)
