"""In which language the command line speaks, its help and click's own words included.

Click words itself through gettext, which asks the environment for the language; ours is
kept there too, so that both always agree.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from machimori.language import Language, Text

LANGUAGES: tuple[Language, ...] = ("ja", "en")

VARIABLE = "MACHIMORI_LANGUAGE"
"""Environment variable by which a user chooses the language for good."""

WORDS = "click"
"""Name of the files that hold click's words: ``locale/ja/LC_MESSAGES/click.mo``."""

LOCALE = Path(__file__).parent / "locale"


def language_asked(
    arguments: Sequence[str], environment: Mapping[str, str]
) -> Language:
    """Find the language in the arguments, then the environment; Japanese otherwise.

    Help has to be worded before the arguments are parsed, so they are looked at as they
    stand; the parser refuses a language that does not exist.

    Parameters
    ----------
    arguments : sequence of str
    environment : mapping of str to str

    Returns
    -------
    "ja" or "en"
    """
    joined = [a.partition("=")[2] for a in arguments if a.startswith("--language=")]
    apart = [b for a, b in pairwise(arguments) if a == "--language"]
    asked = [*joined, *apart, environment.get(VARIABLE, "")]
    return next((known for word in asked for known in LANGUAGES if word == known), "ja")


def speak(language: Language) -> None:
    """Speak a language from now on."""
    gettext.bindtextdomain(WORDS, str(LOCALE))
    gettext.textdomain(WORDS)
    os.environ["LANGUAGE"] = language


def language_spoken() -> Language:
    """Return the language that is spoken."""
    return "en" if os.environ.get("LANGUAGE") == "en" else "ja"


def say(ja: str, en: str) -> str:
    """Choose between two wordings."""
    return Text(ja=ja, en=en).in_(language_spoken())
