"""What the audit's page calls call recorders."""

from machimori_office.recorders.models import Device
from machimori_office.web.naming import Naming

OBJECTS = {"recorder": Naming(Device, ("serial",))}
