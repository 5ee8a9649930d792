"""The model of a place: features, the closed vocabulary, the scene file's rules."""

from machimori.scene.document import scene_document
from machimori.scene.model import Assumption, Feature, Scene
from machimori.scene.parse import parse_scene
from machimori.scene.photometry import Photometry
from machimori.scene.schema import json_schema
from machimori.scene.vocabulary import Vocabulary, vocabulary

__all__ = [
    "Assumption",
    "Feature",
    "Photometry",
    "Scene",
    "Vocabulary",
    "json_schema",
    "parse_scene",
    "scene_document",
    "vocabulary",
]
