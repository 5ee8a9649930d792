"""The model of a place: features, the closed vocabulary, the scene file's rules."""

from machimori.scene.built_in_photometry import (
    BUILT_IN_PHOTOMETRY,
    built_in_photometry,
)
from machimori.scene.document import scene_document
from machimori.scene.edits import Edit, apply
from machimori.scene.model import Assumption, Feature, Scene
from machimori.scene.parse import parse_scene
from machimori.scene.photometry import IntensityDistribution, Photometry
from machimori.scene.schema import json_schema
from machimori.scene.vocabulary import Vocabulary, vocabulary

__all__ = [
    "BUILT_IN_PHOTOMETRY",
    "Assumption",
    "Edit",
    "Feature",
    "IntensityDistribution",
    "Photometry",
    "Scene",
    "Vocabulary",
    "apply",
    "built_in_photometry",
    "json_schema",
    "parse_scene",
    "scene_document",
    "vocabulary",
]
