"""What the audit's page calls applications: by their number, not by who applied."""

from machimori_office.applications.models import Application
from machimori_office.applications.numbering import number_of
from machimori_office.web.naming import Naming

OBJECTS = {"application": Naming(Application, says=number_of)}
