"""What it would take, by the check that fails, both languages."""

from __future__ import annotations

from collections.abc import Mapping

from machimori.language import Text

REMEDIES: Mapping[str, Text] = {
    "mean_illuminance": Text(
        ja="灯りを増やす、光束の大きい灯りに替える、光を遮る枝を払う。平均を{threshold}に。",
        en="Add lamps, fit brighter ones or cut back what shades them: "
        "a mean of {threshold}.",
    ),
    "camera_illuminance": Text(
        ja="カメラの写す範囲に灯りを足す。平均を{threshold}に。",
        en="Light the ground that the camera looks at: a mean of {threshold}.",
    ),
    "no_dark_pockets": Text(
        ja="暗部のそばに灯りを足すか、灯りを遮っているものを払う。",
        en="Add a lamp near the dark pocket, or clear what shades it.",
    ),
    "seen_from": Text(
        ja="地図の死角をつくっている植栽・塀などを、低くする・透かす・移す。"
        "見える割合を{threshold}に。",
        en="Lower, thin out or move what makes the blind spots on the map: "
        "a share in view of {threshold}.",
    ),
    "keeps_view_open": Text(
        ja="見通しを奪っているものを、低くする・透かす・移す。",
        en="Lower it, thin it out or move it.",
    ),
    "clear_of_eye_level": Text(
        ja="低木は目の高さより低く刈り、高木は枝下を目の高さより上に揃える。",
        en="Cut shrubs below eye level; lift the crowns of trees above it.",
    ),
    "see_through": Text(
        ja="見通せる柵に替えるか、低くする。",
        en="Replace it by one that can be seen through, or lower it.",
    ),
    "zones_apart": Text(
        ja="区域の境を引き直し、互いに入り込まないようにする。",
        en="Redraw the areas so that neither lies in the other.",
    ),
    "share_inside": Text(
        ja="外にあるもの（または中にあるもの）を移す。",
        en="Move what stands on the wrong side of the area's edge.",
    ),
    "cover_inside": Text(
        ja="区域の中の茂みを減らす。", en="Reduce the greenery inside the area."
    ),
    "enclosed": Text(
        ja="境の空いている部分を柵などで閉じる。囲われた割合を{threshold}に。",
        en="Close the open stretches of the outline: a share of {threshold}.",
    ),
    "no_cut_through": Text(
        ja="通り抜けの口を閉じるか、鍵のかかる門を付ける。",
        en="Close a way through, or fit a gate that locks.",
    ),
    "same_storey": Text(ja="同じ階に移す。", en="Move it to the same storey."),
    "faces_away": Text(
        ja="ベンチの向きを変え、子どもの区域に背を向ける。",
        en="Turn the bench so that its back is to the children's area.",
    ),
    "just_outside": Text(
        ja="区域のすぐ外側へ移す（{threshold}）。",
        en="Move it to just outside the area ({threshold}).",
    ),
    "near": Text(
        ja="近くに設ける（{threshold}）。", en="Provide one nearby ({threshold})."
    ),
    "near_throughout": Text(
        ja="遠い区間の近くにも設ける（どこからでも{threshold}）。",
        en="Provide more near the stretches that are far ({threshold} from anywhere).",
    ),
    "apart_from": Text(ja="離す（{threshold}）。", en="Move it away ({threshold})."),
    "set_back": Text(
        ja="境から離して建てるか、境との間に植栽を設ける。",
        en="Build it back from the edge, or plant the ground between.",
    ),
    "entrances_apart": Text(
        ja="出入口を離す（{threshold}）。", en="Move the entrances apart ({threshold})."
    ),
    "womens_entrance_deeper": Text(
        ja="女性用の出入口を男性用より奥にする。",
        en="Set the women's entrance further back than the men's.",
    ),
    "overlooks": Text(
        ja="見渡すのを遮っているものを除くか、位置を変える。",
        en="Clear what blocks the view, or move it to where the view is open.",
    ),
    "no_foothold": Text(
        ja="足場になる物を移すか、よじ登り防止を付ける。",
        en="Move what gives a foothold, or guard it against climbing.",
    ),
    "hard_to_climb_to": Text(
        ja="近くの足場を移すか、よじ登り防止や面格子を付ける。",
        en="Move what helps a climber, guard it against climbing, or fit a grille.",
    ),
    "measures": Text(
        ja="寸法を{threshold}になるように改める。",
        en="Change the dimension: {threshold}.",
    ),
    "seen_within": Text(
        ja="見通しをふさぐ壁や物を除く。カメラなどで補う。見える割合を{threshold}に。",
        en="Clear what blocks the view inside, or make up for it with cameras: "
        "a share in view of {threshold}.",
    ),
    "covered_by_camera": Text(
        ja="カメラを足すか、向きを変える。写る割合を{threshold}に。",
        en="Add a camera or turn one: a share in the picture of {threshold}.",
    ),
    "present": Text(ja="新たに設ける。", en="Provide it."),
    "absent": Text(ja="取り除くか、しまう。", en="Remove it or put it away."),
    "fact": Text(ja="つくりを改める。", en="Change how it is built."),
    "includes": Text(
        ja="足りない事柄を定めに加える。", en="Add what the rules leave out."
    ),
    "stated": Text(
        ja="定めていない事柄を決めて記す。", en="Settle and write down what is open."
    ),
    "recorded": Text(
        ja="実施し、日付とともに記録する。", en="Do it, and record it with its date."
    ),
    "surveyed": Text(ja="現地の状態を改める。", en="Put right what was seen on site."),
    "offender_path_simulation": Text(
        ja="三段階のシミュレーションを行い、記録する。",
        en="Carry out the three-stage simulation and record it.",
    ),
    "watch_gaps": Text(
        ja="登下校の時刻に歩いて見守りの届かない所を調べ、記録する。",
        en="Walk when children come and go, find where nobody watches, record it.",
    ),
}
