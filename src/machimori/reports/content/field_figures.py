"""Maps of light and of sight, with what has to be known to read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from machimori.assessment import Assessment
from machimori.language import Language, Text
from machimori.reports.content.items import element_name
from machimori.reports.content.model import Figure, Table
from machimori.reports.digest.grouping import Section
from machimori.reports.digest.quantities import measure, percent
from machimori.reports.plan import LightBands, SightMap, captions, drawings_of, plan_svg
from machimori.reports.plan.sight import MOST_CAUSES, Spot, trimmed_to_m
from machimori.scene import Feature, Scene
from machimori.sightlines import Blame, Opener

HALF_PX = (400.0, 360.0)
"""Light and sight stand side by side, so that one explains the other."""

LIGHT_QUANTITIES = ("mean_illuminance_lx", "dark_pocket_m2", "camera_illuminance")
SIGHT_QUANTITIES = ("seen_share", "keeps_view_open", "overlooks")


def field_figures(
    section: Section, assessment: Assessment, language: Language
) -> Iterator[Figure]:
    """Draw light and sight over the place of a section, where findings computed them.

    Parameters
    ----------
    section : Section
        Of one place.
    assessment : Assessment
    language : "ja" or "en"

    Yields
    ------
    Figure
    """
    place, drawings = section.places[0], drawings_of(assessment)
    if is_light_computed(section):
        bands = drawings.light(place)
        if bands is not None:
            yield _light_figure(bands, assessment, place, language)
    if is_sight_computed(section):
        seen = drawings.sight(place)
        if seen is not None:
            yield _sight_figure(seen, assessment, place, language)


def upright_notes(
    section: Section, assessment: Assessment, language: Language
) -> tuple[str, ...]:
    """Say how bright faces are along a road, where findings computed its light."""
    if not section.is_one or not is_light_computed(section):
        return ()
    upright = drawings_of(assessment).upright(section.places[0])
    if upright is None:
        return ()
    said = captions.UPRIGHT_NOTE.format(
        height=f"{upright.points[0, 2]:g}",
        least=f"{upright.min_lx:.2f}",
        mean=f"{upright.mean_lx:.2f}",
    )
    return (said.in_(language),)


def is_light_computed(section: Section) -> bool:
    """Whether some finding computed the light there."""
    return not _computed(section).isdisjoint(LIGHT_QUANTITIES)


def is_sight_computed(section: Section) -> bool:
    """Whether some finding computed what is seen there."""
    return not _computed(section).isdisjoint(SIGHT_QUANTITIES)


def _computed(section: Section) -> set[str]:
    return {
        e.quantity
        for rollup in section.rollups
        for f in rollup.findings
        for e in f.evidence
        if e.method == "computed" and e.value is not None
    }


def _light_figure(
    bands: LightBands, assessment: Assessment, place: Feature, language: Language
) -> Figure:
    levels = ", ".join(f"{line.level:g}" for line in bands.lines)
    notes = [captions.DARKNESS_NOTE.format(levels=levels)] if levels else []
    if bands.has_gloom:
        share, limit = percent(bands.gloom_share), f"{bands.gloom_below_lx:.2g}"
        notes.append(captions.GLOOM_NOTE.format(share=share, limit=limit))
    return Figure(
        title=captions.DARKNESS.in_(language),
        svg=_map(bands, captions.DARKNESS, assessment.scene, place, language),
        notes=_notes(notes, language, is_whole=bands.is_whole),
    )


def _sight_figure(
    seen: SightMap, assessment: Assessment, place: Feature, language: Language
) -> Figure:
    note = captions.SIGHT_NOTE.format(
        target=f"{seen.target_m:g}",
        spacing=f"{seen.viewer_spacing_m:g}",
        share=percent(seen.seen_share),
    )
    notes = [note, captions.TRIM_NOTE if seen.spots else captions.NO_SPOTS]
    notes += [captions.NIGHT_NOTE] * seen.is_night
    return Figure(
        title=captions.SIGHT.in_(language),
        svg=_map(seen, captions.SIGHT, assessment.scene, place, language),
        notes=_notes(notes, language, is_whole=seen.is_whole),
        table=spots_table(seen, assessment.scene, language) if seen.spots else None,
    )


def _map(
    field: LightBands | SightMap,
    title: Text,
    scene: Scene,
    place: Feature,
    language: Language,
) -> str:
    return plan_svg(
        scene,
        [place],
        field=field,
        language=language,
        size=HALF_PX,
        title=title.in_(language),
    )


def spots_table(seen: SightMap, scene: Scene, language: Language) -> Table:
    """List the blind spots: how large, what makes each, and what would open it.

    Parameters
    ----------
    seen : SightMap
    scene : Scene
    language : "ja" or "en"

    Returns
    -------
    Table
        A row for each obstacle that alone opens some of a spot; where none does, one
        that says what stands in the way together.
    """
    heads = (
        captions.SPOT,
        captions.AREA,
        captions.CAUSE,
        captions.OPENED,
        captions.TRIM,
    )
    return Table(
        head=tuple(head.in_(language) for head in heads),
        rows=tuple(row for spot in seen.spots for row in _rows(spot, scene, language)),
    )


def _rows(spot: Spot, scene: Scene, language: Language) -> Iterator[tuple[str, ...]]:
    named = spot.letter, measure(spot.area_m2, "m2", language)
    if not spot.openers:
        yield (*named, cause_of(spot, None, scene, language), "", "")
    for nth, opener in enumerate(spot.openers):
        trim_m = trimmed_to_m(opener, scene)
        yield (
            *(("", "") if nth else named),
            cause_of(spot, opener, scene, language),
            measure(opener.opened_m2, "m2", language),
            "–" if trim_m is None else f"{trim_m:.2f} m",
        )


def cause_of(
    spot: Spot, opener: Opener | None, scene: Scene, language: Language
) -> str:
    """Name what makes a blind spot.

    Parameters
    ----------
    spot : Spot
    opener : Opener or None
        One that alone opens some of it; None where there is no such.
    scene : Scene
    language : "ja" or "en"

    Returns
    -------
    str
    """
    if opener is not None:
        return element_name(scene.by_id[opener.obstacle], language)
    return _together(spot.together, scene, language)


def causes_of(blamed: Blame, scene: Scene, language: Language) -> str:
    """Name all that makes a blind spot, in one line.

    Parameters
    ----------
    blamed : Blame
    scene : Scene
    language : "ja" or "en"

    Returns
    -------
    str
    """
    openers = [opener.obstacle for opener in blamed.openers[:MOST_CAUSES]]
    if openers:
        return _names(openers, scene, language)
    bystanders = [b.obstacle for b in blamed.bystanders[:MOST_CAUSES]]
    return _together(bystanders, scene, language)


def _together(ids: Sequence[str], scene: Scene, language: Language) -> str:
    if not ids:
        return captions.OUT_OF_SIGHT.in_(language)
    what = _names(ids, scene, language)
    return captions.TOGETHER.format(what=what).in_(language)


def _names(ids: Iterable[str], scene: Scene, language: Language) -> str:
    joint = "、" if language == "ja" else ", "
    return joint.join(element_name(scene.by_id[id_], language) for id_ in ids)


def _notes(
    notes: Iterable[Text], language: Language, *, is_whole: bool
) -> tuple[str, ...]:
    said = [*notes, *([] if is_whole else [captions.THIN_MAP_NOTE])]
    return tuple(note.in_(language) for note in said)
