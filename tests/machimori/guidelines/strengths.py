"""Strengths by one letter, for the tables of what guidelines ask."""

from __future__ import annotations

from machimori.guidelines import Strength

R: Strength = "required"
C: Strength = "consideration"
E: Strength = "effort"
K: Strength = "as_far_as_possible"
D: Strength = "desirable"
