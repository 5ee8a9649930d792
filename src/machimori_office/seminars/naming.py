"""What the audit's page calls seminars; who sat in them has no name there."""

from machimori_office.seminars.models import Seminar
from machimori_office.web.naming import Naming

OBJECTS = {"seminar": Naming(Seminar, ("title_ja",))}
