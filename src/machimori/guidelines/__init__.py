"""The catalogue: what the guidelines ask, as data that is read strictly."""

from machimori.guidelines.catalogue_model import (
    Activity,
    Catalogue,
    LeafCoverage,
    Term,
)
from machimori.guidelines.differences import (
    Asked,
    Comparison,
    Counterpart,
    Difference,
    compare_criteria,
)
from machimori.guidelines.loader import (
    check_overlay,
    extended_catalogue,
    load_catalogue,
    load_parameters,
    shipped_catalogue,
    shipped_parameters,
)
from machimori.guidelines.model import (
    STRENGTHS,
    Criterion,
    Element,
    Instrument,
    Provision,
    Strength,
)
from machimori.guidelines.parameters import Parameter, ParameterTable, ParameterValue
from machimori.strict_yaml import StrictDocument, load_strict

__all__ = [
    "STRENGTHS",
    "Activity",
    "Asked",
    "Catalogue",
    "Comparison",
    "Counterpart",
    "Criterion",
    "Difference",
    "Element",
    "Instrument",
    "LeafCoverage",
    "Parameter",
    "ParameterTable",
    "ParameterValue",
    "Provision",
    "Strength",
    "StrictDocument",
    "Term",
    "check_overlay",
    "compare_criteria",
    "extended_catalogue",
    "load_catalogue",
    "load_parameters",
    "load_strict",
    "shipped_catalogue",
    "shipped_parameters",
]
