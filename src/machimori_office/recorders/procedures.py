"""The loan of a recorder as something that can be applied for."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.applications.registry import Procedure, procedure
from machimori_office.recorders.terms import RecorderTerms

LOAN = procedure(
    Procedure(
        name="recorders",
        title=Text(ja="自動通話録音機の貸与", en="Call recorders on loan"),
        terms=RecorderTerms,
        activity="lend-recorder",
        prefix="録",
        carried_out_at="recorders:lend",
        home="recorders:devices",
    )
)
