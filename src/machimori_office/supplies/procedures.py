"""Equipment as something that can be applied for."""

from __future__ import annotations

from machimori.language import Text
from machimori_office.applications.registry import Procedure, procedure
from machimori_office.supplies.terms import SupplyTerms

SUPPLY = procedure(
    Procedure(
        name="supplies",
        title=Text(ja="防犯資機材の支給", en="Equipment for groups"),
        terms=SupplyTerms,
        activity="supply-equipment",
        prefix="資",
        carried_out_at="supplies:hand_over",
        home="supplies:stock",
        is_for_groups=True,
    )
)
