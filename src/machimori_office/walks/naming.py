"""What the audit's page calls plans of walks and their maps."""

from machimori_office.walks.models import Plan, Spot, Streets
from machimori_office.web.naming import Naming

OBJECTS = {
    "plan": Naming(Plan, ("title",)),
    "spot": Naming(Spot, ("name",)),
    "streets": Naming(Streets, ("name",)),
}
