"""What the audit's page calls contests; entrants and judges have no name there."""

from machimori_office.contests.models import Contest
from machimori_office.web.naming import Naming

OBJECTS = {"contest": Naming(Contest, ("title_ja",))}
