"""What the audit's page calls analyses, forecasts and lists of incidents."""

from machimori_office.analyses.models import Analysis, IncidentList, SealedForecast
from machimori_office.web.naming import Naming

OBJECTS = {
    "analysis": Naming(Analysis, ("title",)),
    "forecast": Naming(SealedForecast, ("number",), key="sha256", says=str),
    "incident_list": Naming(IncidentList, ("name",)),
}
