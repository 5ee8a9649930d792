"""What the audit's page calls analyses and lists of incidents."""

from machimori_office.analyses.models import Analysis, IncidentList
from machimori_office.web.naming import Naming

OBJECTS = {
    "analysis": Naming(Analysis, ("title",)),
    "incident_list": Naming(IncidentList, ("name",)),
}
