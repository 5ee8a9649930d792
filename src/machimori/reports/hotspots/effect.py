"""Whether a measure helped."""

from __future__ import annotations

from collections.abc import Sequence

from machimori.hotspots import Effect, Trial
from machimori.language import Text
from machimori.reports.hotspots.sheet import Sheet, SheetTable


def effect_sheet(
    trial: Trial, effect: Effect, *, notices: Sequence[Text] = ()
) -> Sheet:
    """Word the effect of a measure.

    Parameters
    ----------
    trial : Trial
    effect : Effect
    notices : sequence of Text
        What to say of the counting.

    Returns
    -------
    Sheet
    """
    is_proven = effect.high < 0 or effect.low > 0
    rows = [
        _row(_TREATED, trial.treated),
        _row(_CONTROL, trial.control),
        _row(_AROUND_TREATED, trial.around_treated),
        _row(_AROUND_CONTROL, trial.around_control),
    ]
    return Sheet(
        title=Text(ja="対策の効果", en="Effect of a measure"),
        facts=[
            (
                Text(ja="対照と比べた増減", en="Change beside the control"),
                Text(ja=f"{effect.incidents:+,.1f}件", en=f"{effect.incidents:+,.1f}"),
            ),
            (
                Text(ja="95%の幅", en="95 % interval"),
                Text.same(f"{effect.low:+,.1f} – {effect.high:+,.1f}"),
            ),
            (Text.same("z"), Text.same(f"{effect.z:.2f}")),
            (Text.same("p"), Text.same(f"{effect.p:.4f}")),
        ],
        notices=[_PROVEN if is_proven else _UNPROVEN, *notices],
        tables=[
            SheetTable(
                name="areas",
                title=Text(ja="件数", en="Incidents"),
                headings=_HEADINGS,
                rows=[row for row in rows if row["before"] or row["after"]],
                formats={"before": ",d", "after": ",d"},
            )
        ],
        says={
            "incidents": effect.incidents,
            "error": effect.error,
            "low": effect.low,
            "high": effect.high,
            "z": effect.z,
            "p": effect.p,
        },
    )


def _row(area: Text, counts: tuple[int, int]) -> dict[str, object]:
    return {"area": area, "before": counts[0], "after": counts[1]}


_HEADINGS = {
    "area": Text(ja="区域", en="area"),
    "before": Text(ja="前", en="before"),
    "after": Text(ja="後", en="after"),
}
_TREATED = Text(ja="対策をした所", en="with the measure")
_CONTROL = Text(ja="対照（対策なし）", en="control")
_AROUND_TREATED = Text(ja="対策をした所の周り", en="around it")
_AROUND_CONTROL = Text(ja="対照の周り", en="around the control")
_PROVEN = Text(
    ja="対照との差は、偶然だけでは説明しにくいものです。ほかの原因まで除いたわけでは"
    "ありません。",
    en="Chance alone hardly explains the difference from the control. Other causes are "
    "not ruled out.",
)
_UNPROVEN = Text(
    ja="対照との差は、偶然でも起きる大きさです。効果があったともなかったとも言えません。",
    en="Chance alone may give such a difference. Neither an effect nor its absence is "
    "shown.",
)
