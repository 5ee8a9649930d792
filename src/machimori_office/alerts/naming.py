"""What the audit's page calls alerts."""

from machimori_office.alerts.models import Alert
from machimori_office.web.naming import Naming

OBJECTS = {"alerts.alert": Naming(Alert, ("subject",))}
