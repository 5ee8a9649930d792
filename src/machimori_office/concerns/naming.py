"""What the audit's page calls concerns: by their number, not by what was written."""

from machimori_office.concerns.links import number_of
from machimori_office.concerns.models import Concern
from machimori_office.web.naming import Naming

OBJECTS = {"concern": Naming(Concern, says=number_of)}
