"""Users' files: the only code that opens them."""

from machimori.formats.photometry_file import read_photometry
from machimori.formats.scene_file import read_scene, write_scene

__all__ = ["read_photometry", "read_scene", "write_scene"]
