"""What the audit's page calls cameras."""

from machimori_office.camera_grants.models import Camera
from machimori_office.web.naming import Naming

OBJECTS = {"camera": Naming(Camera, ("code",))}
