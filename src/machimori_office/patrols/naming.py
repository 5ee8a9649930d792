"""What lists and the audit's page call schools, groups and cars; members stay ids."""

from machimori_office.patrols.models import Car, Group, School
from machimori_office.web.naming import Naming

SUBJECTS = [Naming(School, ("name",), "code")]
OBJECTS = {
    "school": Naming(School, ("name",)),
    "group": Naming(Group, ("name",)),
    "car": Naming(Car, ("name",)),
}
