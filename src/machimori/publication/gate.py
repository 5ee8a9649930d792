"""The gate through which every publication of counts goes.

It shows counts as :mod:`.shown` says, holds back more where something could be worked
out, and attacks the result together with everything that was published before. What it
cannot make safe it refuses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from machimori.errors import NotPublishable
from machimori.incidents import Incidents, incident_vocabulary
from machimori.language import Text
from machimori.publication.attack import given_away
from machimori.publication.draft import Draft, all_areas
from machimori.publication.release import ALL, Release, Row
from machimori.publication.revision import revisions
from machimori.publication.shown import FEW, LEAST_RESIDENTS, ZERO, Mark
from machimori.publication.tally import Window, tally

MOST_ROUNDS = 60
"""So often the gate holds something more back before it refuses."""


def publish(
    incidents: Incidents,
    kinds: Sequence[str],
    windows: Sequence[Window],
    *,
    earlier: Sequence[Row] = (),
    are_totals_known: bool = True,
) -> Release:
    """Make what may be published of incidents by block, or refuse.

    Parameters
    ----------
    incidents : Incidents
        Joined to blocks. What is in no block, or on no certain day of a window, or was
        found on patrol, is not counted.
    kinds : sequence of str
    windows : sequence of Window
        Of which none may begin or end with another, nor with one of `earlier`.
    earlier : sequence of Row
        All that was published before of the same blocks.
    are_totals_known : bool
        Whether everybody can know the exact total of each kind over all blocks, as the
        police publish it. Otherwise totals are shown no better than the blocks tell.

    Returns
    -------
    Release

    Raises
    ------
    NotPublishable
        With all reasons: a window that grows, areas of `earlier` that are not among the
        blocks, or counts that could be worked out from earlier publications whatever is
        held back now.
    """
    _refuse_growing(windows, earlier)
    _refuse_other_areas(incidents, earlier)
    draft = _draft(incidents, kinds, windows, earlier, are_totals_known)
    attacked = _protect(draft)
    residents = {block.id: block.residents for block in incidents.blocks}
    rows = tuple(_rows(draft, residents))
    reasons = tuple(_reasons(draft, rows, incidents, attacked))
    return Release(
        rows=rows, windows=tuple(windows), reasons=reasons, attacked=attacked
    )


def _draft(
    incidents: Incidents,
    kinds: Sequence[str],
    windows: Sequence[Window],
    earlier: Sequence[Row],
    are_totals_known: bool,
) -> Draft:
    more = {kind for row in earlier for kind in row.kinds} - {ALL, *kinds}
    before = (row.window for row in earlier)
    counted = tally(incidents, [*kinds, *sorted(more)], [*windows, *before])
    return Draft(
        counted=counted,
        kinds=tuple(kinds),
        windows=tuple(windows),
        earlier=tuple(earlier),
        are_totals_known=are_totals_known,
    )


def _protect(draft: Draft) -> int:
    """Hold back until the attack fails; return how many counts it tried."""
    revised = revisions(draft)
    for _ in range(MOST_ROUNDS):
        sensitive = draft.sensitive()
        numbers = given_away(draft.knowledge(), draft.counted.counts, sensitive)
        given = [sensitive[number] for number in numbers]
        changed = [cells for one in revised for cells in one.given_away()]
        if not given and not changed:
            return len(sensitive)
        if given and not draft.hold_back(given):
            break
        if changed and not draft.hold_back(changed, own_first=True):
            break
    text = _CHANGED if revised else _GIVEN_AWAY
    raise NotPublishable([text.format(count=len({*given, *changed}))])


def _refuse_growing(windows: Sequence[Window], earlier: Sequence[Row]) -> None:
    """A window that only grows tells what happened in the days by which it grew."""
    known = sorted({row.window for row in earlier} | set(windows))
    grown = [
        (w, other)
        for w in sorted(set(windows))
        for other in known
        if other != w and (w.first_on == other.first_on or w.last_on == other.last_on)
    ]
    if grown:
        raise NotPublishable(_GROWN.format(**_ends(w, other)) for w, other in grown)


def _refuse_other_areas(incidents: Incidents, earlier: Sequence[Row]) -> None:
    """Areas that divide the city otherwise cannot be compared by any attack."""
    ours = {block.id for block in incidents.blocks}
    theirs = {row.area for row in earlier} - {ALL}
    if not theirs <= ours:
        raise NotPublishable([_OTHER_AREAS.format(count=len(theirs - ours))])


def _ends(window: Window, other: Window) -> Mapping[str, object]:
    return {
        "first": window.first_on,
        "last": window.last_on,
        "other_first": other.first_on,
        "other_last": other.last_on,
    }


def _rows(draft: Draft, residents: Mapping[str, int | None]) -> Iterator[Row]:
    yield from all_areas(draft)
    parts = draft.parts()
    totals = {(area, number): one for area, number, one in draft.by_area(parts)}
    shown_kinds = tuple(draft.kinds[kind] for kind in draft.shown_kinds)
    for number, window in enumerate(draft.windows):
        for area, id_ in enumerate(draft.counted.areas):
            for column, kinds in enumerate(draft.columns):
                yield Row(
                    area=id_,
                    kinds=tuple(draft.kinds[kind] for kind in kinds),
                    window=window,
                    shown=parts.get((area, column, number), ZERO),
                    residents=residents.get(id_),
                )
            if len(draft.columns) > 1:
                yield Row(
                    area=id_,
                    kinds=shown_kinds,
                    window=window,
                    shown=totals.get((area, number), ZERO),
                    residents=residents.get(id_),
                )


def _reasons(
    draft: Draft, rows: Sequence[Row], incidents: Incidents, attacked: int
) -> Iterator[Text]:
    marks = Counter(row.shown.mark for row in rows if row.area != ALL)
    for mark, reason in _OF_MARKS.items():
        if marks[mark]:
            yield reason.format(count=f"{marks[mark]:,}", few=FEW)
    yield from _of_kinds(draft)
    small = sum((b.residents or 0) < LEAST_RESIDENTS for b in incidents.blocks)
    if small:
        yield _NO_RATE.format(count=f"{small:,}", residents=LEAST_RESIDENTS)
    placeless = sum(one.where.block is None for one in incidents)
    if placeless:
        yield _PLACELESS.format(count=f"{placeless:,}")
    undated = sum(one.when.day is None for one in incidents)
    if undated:
        yield _UNDATED.format(count=f"{undated:,}")
    found = sum(one.known_by != "reported" for one in incidents)
    if found:
        yield _ON_PATROL.format(count=f"{found:,}")
    yield _ATTACKED.format(count=f"{attacked:,}")


def _of_kinds(draft: Draft) -> Iterator[Text]:
    for column in draft.columns:
        if len(column) > 1:
            yield _MERGED.format(kinds=_named(draft, column))
    lifted = set(range(len(draft.kinds))) - set(draft.shown_kinds)
    if lifted:
        yield _LIFTED.format(kinds=_named(draft, sorted(lifted)))


def _named(draft: Draft, kinds: Sequence[int]) -> Text:
    labels = [incident_vocabulary().kinds[draft.kinds[kind]].label for kind in kinds]
    return Text(
        ja="・".join(label.ja for label in labels),
        en=", ".join(label.en for label in labels),
    )


_OF_MARKS: Mapping[Mark, Text] = {
    "few": Text(
        ja="{count}個の件数は1か{few}なので「1-{few}」としました。0件とは区別しています。",
        en="{count} counts of 1 or {few} are shown as 1-{few}; zero is shown as 0.",
    ),
    "withheld": Text(
        ja="{count}個の件数は「…」（3件以上）として伏せました。"
        "これを見せると、隣の1〜2件が引き算で分かるためです。",
        en="{count} counts are withheld (…, 3 or more): from them a count of 1 or 2 "
        "beside could be worked out.",
    ),
    "range": Text(
        ja="{count}個の合計は、内訳から分かる幅で示しました。",
        en="{count} sums are shown as the range that their parts tell already.",
    ),
}
_MERGED = Text(
    ja="{kinds} はまとめて数えました。"
    "分けると、少ない件数が市全体の件数から分かるためです。",
    en="{kinds} are counted together: apart, small counts would follow from totals.",
)
_LIFTED = Text(
    ja="{kinds} は町丁目ごとには示さず、全体の件数だけにしました。",
    en="{kinds} are not shown by block, only in all.",
)
_NO_RATE = Text(
    ja="人口{residents}人未満、または人口の分からない{count}町丁目には、率を示しません。",
    en="{count} blocks have fewer than {residents} residents, or an unknown number: no "
    "rate.",
)
_PLACELESS = Text(
    ja="{count}件は町丁目が分からないので、数えていません。",
    en="{count} incidents are in no known block and are not counted.",
)
_UNDATED = Text(
    ja="{count}件は起きた日が分かりません。期間に入ると言い切れるものだけを数えました。",
    en="Of {count} incidents the day is unknown: only those certainly within the "
    "period are counted.",
)
_ON_PATROL = Text(
    ja="{count}件は巡回中に見つけたものなので、数えていません。",
    en="{count} incidents were found on patrol and are not counted.",
)
_ATTACKED = Text(
    ja="公表する数・これまでの公表・全体の件数を合わせて、{count}個の小さな件数を"
    "計算で割り出せないか試し、どれも割り出せないことを確かめました。",
    en="An attack on all of this, on earlier publications and on the totals tried to "
    "work out {count} small counts, and failed for each.",
)
_GIVEN_AWAY = Text(
    ja="これまでの公表と合わせると、{count}個の1〜2件の数が割り出せます。"
    "重なりの少ない期間を選ぶか、種別をまとめてください。",
    en="Together with what was published before, {count} counts of 1 or 2 could be "
    "worked out. Choose a period that overlaps less, or put kinds together.",
)
_OTHER_AREAS = Text(
    ja="前に公表した町丁目のうち{count}が、この一覧の境界にありません。"
    "引き算で分からないかを確かめられないので、前と同じ境界のファイルで読み直してください。",
    en="{count} blocks of what was public before are not among the boundaries of this "
    "list: nobody could check what subtraction tells. Use the same boundaries.",
)
_CHANGED = Text(
    ja="この期間は前にも公表しています。その後に一覧が改められ、前の公表と見比べると、"
    "変わった分の1〜2件など{count}個の数が割り出せます。変わった分がもっと増えてから"
    "公表し直すか、次の期間を公表してください。",
    en="This period was published before, and the list was revised since: laid side by "
    "side, the two tell {count} small counts, such as the one or two that changed. "
    "Publish it again when more has changed, or publish the next period.",
)
_GROWN = Text(
    ja="期間 {first}〜{last} は {other_first}〜{other_last} と"
    "始まりか終わりが同じです。"
    "差し引くと、はみ出した日の件数が分かります。同じ長さのまま、ずらしてください。",
    en="The period {first} to {last} begins or ends with {other_first} to "
    "{other_last}: the difference tells what happened on the days between. Slide "
    "it, keeping its length.",
)
