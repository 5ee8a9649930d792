"""YAML read strictly into types: every fault at once, each with its line."""

from machimori.strict_yaml.misfits import fitted
from machimori.strict_yaml.reading import Path, StrictDocument, load_strict

__all__ = ["Path", "StrictDocument", "fitted", "load_strict"]
