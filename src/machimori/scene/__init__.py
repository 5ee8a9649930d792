"""The model of a place: features, the closed vocabulary, the scene file's rules."""

from machimori.scene.model import Assumption, Feature, Scene
from machimori.scene.photometry import Photometry
from machimori.scene.vocabulary import Vocabulary, vocabulary

__all__ = [
    "Assumption",
    "Feature",
    "Photometry",
    "Scene",
    "Vocabulary",
    "vocabulary",
]
