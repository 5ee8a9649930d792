"""In which language the command line speaks, its help included."""

from __future__ import annotations

import os
import sys

from machimori.language import Language, Text

LANGUAGES: tuple[Language, ...] = ("ja", "en")


def language_asked() -> Language:
    """Find the language in the arguments, then the environment; Japanese otherwise.

    Help has to be worded before the arguments are parsed, so they are looked at as they
    stand.
    """
    asked = [*sys.argv[1:], os.environ.get("MACHIMORI_LANGUAGE", "")]
    for position, word in enumerate(asked):
        if word == "--language" and position + 1 < len(asked):
            return "en" if asked[position + 1] == "en" else "ja"
        if word.startswith("--language="):
            return "en" if word.endswith("=en") else "ja"
    return "en" if os.environ.get("MACHIMORI_LANGUAGE") == "en" else "ja"


def say(ja: str, en: str) -> str:
    """Choose between two wordings."""
    return Text(ja=ja, en=en).in_(language_asked())
