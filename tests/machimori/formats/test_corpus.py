"""Each file of the generated corpus against the law that it was made from."""

from __future__ import annotations

import numpy as np
import pytest

from machimori.formats.eulumdat import parse_eulumdat
from machimori.formats.ies import parse_ies
from machimori.scene.photometry import Photometry
from tests.machimori.formats.corpus import (
    FORMS,
    HEADERS,
    LAWS,
    LDT_WRITINGS,
    PEAK_CD,
    WRITINGS,
    Specimen,
    ies_specimens,
    ldt_specimens,
    toward,
)

FLUX_WITHIN = 0.005
INTENSITY_WITHIN_CD = 0.005 * PEAK_CD

IES, LDT = list(ies_specimens()), list(ldt_specimens())


def by_name(specimens: list[Specimen]) -> pytest.MarkDecorator:
    names = [specimen.name for specimen in specimens]
    return pytest.mark.parametrize("specimen", specimens, ids=names)


def random_directions() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(171)
    return rng.uniform(0, 360, 1000), np.degrees(np.arccos(rng.uniform(-1, 1, 1000)))


C_DEG, GAMMA_DEG = random_directions()
DIRECTIONS = toward(C_DEG, GAMMA_DEG)


def assert_true_to_its_law(photometry: Photometry, specimen: Specimen) -> None:
    found = photometry.intensity_cd(C_DEG, GAMMA_DEG)
    off = np.abs(found - specimen.law.at(DIRECTIONS))
    assert off.max() < INTENSITY_WITHIN_CD
    flux_lm = photometry.luminous_flux_lm()
    assert flux_lm == pytest.approx(specimen.law.flux_lm, rel=FLUX_WITHIN)
    assert len(photometry.warnings) == specimen.warnings


@by_name(IES)
def test_an_ies_file_is_read_as_its_law(specimen: Specimen) -> None:
    assert_true_to_its_law(parse_ies(specimen.content, "lamp.ies"), specimen)


@by_name(LDT)
def test_a_eulumdat_file_is_read_as_its_law(specimen: Specimen) -> None:
    assert_true_to_its_law(parse_eulumdat(specimen.content, "lamp.ldt"), specimen)


def test_the_corpus_holds_each_dialect_form_law_and_way_of_writing() -> None:
    names = " | ".join(specimen.name for specimen in IES)
    assert all(form.name in names for form in FORMS)
    assert all(f"{form.name} {year}" in names for form in FORMS for year in HEADERS)
    assert all(how in names for how in WRITINGS)
    assert all(law in names for law in LAWS)
    names = " | ".join(specimen.name for specimen in LDT)
    assert all(law in names for law in LAWS)
    assert all(how in names for how in LDT_WRITINGS)


def test_the_laws_have_the_flux_that_they_state() -> None:
    c, gamma = np.arange(0.5, 360), np.arange(0.25, 180, 0.5)
    ring = np.sin(np.radians(gamma)) * np.radians(0.5) * np.radians(1.0)
    for law in LAWS.values():
        flux_lm = (law.at(toward(c[:, None], gamma[None, :])) * ring).sum()
        assert flux_lm == pytest.approx(law.flux_lm, rel=1e-4)
