"""Words of rosters and walks."""

from __future__ import annotations

from collections.abc import Mapping

from machimori.language import Text
from machimori.patrols import Weekday

DAYS: Mapping[Weekday, Text] = {
    "mon": Text(ja="月", en="Mon"),
    "tue": Text(ja="火", en="Tue"),
    "wed": Text(ja="水", en="Wed"),
    "thu": Text(ja="木", en="Thu"),
    "fri": Text(ja="金", en="Fri"),
    "sat": Text(ja="土", en="Sat"),
    "sun": Text(ja="日", en="Sun"),
}
WORDS: Mapping[str, Text] = {
    "roster": Text(ja="見守りの当番表", en="Watch roster"),
    "day": Text(ja="日", en="Day"),
    "hours": Text(ja="時刻", en="Hours"),
    "kind": Text(ja="当番", en="Shift"),
    "place": Text(ja="場所", en="Place"),
    "who": Text(ja="出る人（運転する車）", en="Who (and the car they drive)"),
    "why": Text(ja="足りないもの、そのわけ", en="What is missing, and why"),
    "open": Text(ja="埋まらない当番", en="Shifts that could not be filled"),
    "member": Text(ja="隊員", en="Member"),
    "members": Text(ja="隊員", en="Members"),
    "shifts": Text(ja="当番", en="Shifts"),
    "load": Text(ja="一人の回数", en="Shifts each"),
    "month": Text(ja="{year}年{month}月", en="{year}-{month:02d}"),
    "notices": Text(ja="読むときに", en="Before you read"),
    "counted": Text(
        ja="当番{shifts}回、隊員{members}人。埋まらない当番{open}回。一人{least}〜{most}回。",
        en="{shifts} shifts, {members} members; {open} shifts could not be filled. "
        "{least} to {most} shifts each.",
    ),
    "given_up": Text(
        ja="前の当番表から{count}件だけ替わります。",
        en="{count} turns of the earlier roster change.",
    ),
    "doubt": Text(
        ja="決め打ちの{member}（{shift}）には差し障りがありますが、そのままにしました。",
        en="{member!s} is fixed for {shift} though something is in the way; it stays.",
    ),
    "left_out": Text(
        ja="{place}の「{kind}」{count}回は置いていません：{reason}",
        en="{count} times “{kind}” at {place} were left out: {reason}",
    ),
    "no_posts": Text(
        ja="場所に posts（立つ位置の経度・緯度）がないため、見守りのすき間とは"
        "突き合わせていません。",
        en="No place says where one stands (posts), so the watch gap was not joined.",
    ),
    "reopens": Text(
        ja="出ないと、{place}で延べ{child_m}人・mが誰にも見られずに歩きます。",
        en=" If nobody comes, children walk {child_m} child m unseen at {place}.",
    ),
    "reopened": Text(
        ja="開くすき間：{place} {begins}–{ends}",
        en="The gap that reopens: {place} {begins}–{ends}",
    ),
    "reopened_on": Text(
        ja="{days}（{count}回）。番号は、人の立たない所です。",
        en="{days} ({count} in all). Numbers: where nobody stands.",
    ),
    "missing": Text(
        ja="【不足：人{walkers}・運転{drivers}・車{cars}】",
        en="[missing: people {walkers}, drivers {drivers}, cars {cars}]",
    ),
}
