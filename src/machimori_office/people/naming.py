"""What the audit's page calls members of staff."""

from machimori_office.people.models import Staff
from machimori_office.web.naming import Naming

OBJECTS = {"people.staff": Naming(Staff, ("display_name",))}
