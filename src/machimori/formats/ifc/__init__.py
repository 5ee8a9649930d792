"""IFC building models: storeys, rooms, doors, windows and balconies."""

from machimori.formats.ifc.reading import read_ifc

__all__ = ["read_ifc"]
