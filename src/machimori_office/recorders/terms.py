"""What the city asks of who borrows a recorder, beyond conditions and questions."""

from __future__ import annotations

from dataclasses import dataclass

from machimori_office.applications.terms import Terms


@dataclass(frozen=True, kw_only=True)
class RecorderTerms(Terms):
    """The rule of lending.

    Parameters
    ----------
    lent_months : int or None
        After so many months the recorder is to come back; None: as long as needed.
    effect_asked_after_days : int
        When the household is asked, once, whether it helped.
    """

    lent_months: int | None = None
    effect_asked_after_days: int = 90
