"""The commands, one file each, named as they are typed."""

__all__: list[str] = []
