"""Which procedures there are: each duty names its own in its `procedures.py`."""

from __future__ import annotations

from dataclasses import dataclass

from machimori.language import Text
from machimori_office.applications.terms import Terms
from machimori_office.web.gathering import Registry


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """What can be applied for.

    Parameters
    ----------
    name : str
        A stable word, and the duty's: ``recorders``.
    title : Text
    terms : type of Terms
        The city's rule that says what is asked; registered in `city_rules.py`. A duty
        whose rule says more has a subclass.
    activity : str
        The word of the catalogue under which a carried-out one is recorded.
    prefix : str
        Of the numbers: 録 in 録8-12.
    carried_out_at : str
        The name of the duty's page, which takes the application's id, on which what was
        granted is carried out.
    home : str
        The name of the duty's own first page: its stock, its figures.
    is_for_groups : bool
        Whether groups apply, by somebody who speaks for them, or households.
    """

    name: str
    title: Text
    terms: type[Terms]
    activity: str
    prefix: str
    carried_out_at: str = ""
    home: str = ""
    is_for_groups: bool = False


PROCEDURES: Registry[str, Procedure] = Registry("procedures", "procedures")


def procedure(of: Procedure) -> Procedure:
    """Register a procedure."""
    PROCEDURES.add(of.name, of)
    return of
