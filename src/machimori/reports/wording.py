"""Every fixed word of a report, both languages: HTML, PDF, Excel and terminal alike."""

from __future__ import annotations

from collections.abc import Mapping

from machimori.assessment import Outcome
from machimori.guidelines import Strength
from machimori.language import Text

# Outcomes and strengths ---------------------------------------------------------------

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.NOT_SATISFIED: Text(ja="満たしていない", en="Not met"),
    Outcome.CANNOT_TELL: Text(ja="決められない", en="Cannot tell yet"),
    Outcome.NOT_ASSESSED: Text(ja="未確認", en="Not looked at yet"),
    Outcome.SATISFIED_BY_ALTERNATIVE: Text(
        ja="代わりの方法で満たしている", en="Met by an alternative"
    ),
    Outcome.SATISFIED: Text(ja="満たしている", en="Met"),
    Outcome.EXCLUDED: Text(ja="除外（判断による）", en="Excluded by decision"),
    Outcome.INAPPLICABLE: Text(ja="対象外", en="Does not apply"),
}

SIGNS: Mapping[Outcome, str] = {
    Outcome.NOT_SATISFIED: "×",
    Outcome.CANNOT_TELL: "？",
    Outcome.NOT_ASSESSED: "□",
    Outcome.SATISFIED_BY_ALTERNATIVE: "◇",
    Outcome.SATISFIED: "○",
    Outcome.EXCLUDED: "／",
    Outcome.INAPPLICABLE: "－",
}
"""A shape for each outcome, so that colour never carries the meaning alone."""

STRENGTHS: Mapping[Strength, Text] = {
    "required": Text(ja="～すること", en="is to be"),
    "consideration": Text(ja="配慮すること", en="give thought to"),
    "effort": Text(ja="努めること", en="make an effort"),
    "as_far_as_possible": Text(ja="可能な限り", en="as far as possible"),
    "desirable": Text(ja="望ましい", en="desirable"),
}

PRINCIPLES: Mapping[str, Text] = {
    "surveillance": Text(ja="監視性", en="surveillance"),
    "territoriality": Text(ja="領域性", en="territoriality"),
    "access_control": Text(ja="接近の制御", en="access control"),
    "target_hardening": Text(ja="抵抗性", en="target hardening"),
}

METHODS: Mapping[str, Text] = {
    "computed": Text(ja="計算", en="computed"),
    "measured": Text(ja="測定", en="measured"),
    "surveyed": Text(ja="現地確認", en="seen on site"),
    "recorded": Text(ja="記録", en="on record"),
    "declared": Text(ja="申告", en="as stated"),
}

UNITS: Mapping[str, Text] = {
    "m2": Text(ja="m²", en="m²"),
    "1": Text(ja="", en=""),
    "hour": Text(ja="時", en="h"),
    "month": Text(ja="か月", en="months"),
    "min": Text(ja="分", en="minutes"),
    "um": Text.same("µm"),
    "day": Text(ja="日", en="days"),
    "count": Text(ja="", en=""),
    "deg": Text(ja="°", en="°"),
}

QUANTITIES: Mapping[str, Text] = {
    "mean_illuminance_lx": Text(ja="平均照度", en="Mean illuminance"),
    "camera_illuminance": Text(
        ja="カメラの写す範囲の照度", en="Illuminance the camera has"
    ),
    "dark_pocket_m2": Text(ja="最大の暗部", en="Largest dark pocket"),
    "seen_share": Text(ja="見える割合", en="Share that is seen"),
    "filmed_share": Text(ja="カメラに写る割合", en="Share in the picture"),
    "keeps_view_open": Text(ja="奪われる見通し", en="View taken away"),
    "clear_of_eye_level": Text(ja="目の高さの見通し", en="Clear at eye level"),
    "see_through": Text(ja="遮へい率", en="Opacity"),
    "zones_apart": Text(ja="区域のすみ分け", en="Areas kept apart"),
    "share_inside": Text(ja="区域の中にある割合", en="Share inside the area"),
    "cover_inside": Text(ja="茂みの割合", en="Share under greenery"),
    "no_cut_through": Text(ja="通り抜け", en="Short cut through"),
    "same_storey": Text(ja="同じ階か", en="On the same storey"),
    "enclosed": Text(ja="囲われた割合", en="Share enclosed"),
    "faces_away": Text(ja="向き", en="Way it faces"),
    "just_outside": Text(ja="外縁からの距離", en="Distance from the rim"),
    "entrances_apart": Text(ja="出入口の間隔", en="Distance between entrances"),
    "womens_entrance_deeper": Text(ja="出入口の奥まり", en="How deep entrances lie"),
    "overlooks": Text(ja="見渡せるか", en="Overlooked"),
    "no_foothold": Text(ja="足場", en="Foothold"),
    "hard_to_climb_to": Text(ja="登りにくさ", en="Hard to climb to"),
    "farthest_m": Text(ja="最も遠い距離（{what}）", en="Farthest ({what})"),
    "distance_m": Text(ja="距離（{what}）", en="Distance ({what})"),
    "count": Text(ja="数（{what}）", en="Number ({what})"),
    "activity": Text(ja="記録（{what}）", en="Record ({what})"),
    "stated": Text(ja="記載（{what}）", en="Stated ({what})"),
    "includes": Text(ja="内容（{what}）", en="Contents ({what})"),
    "answer": Text(ja="現地の答え", en="Answer from the site"),
}

FALLS_SHORT = Text(ja="{subject}：{says}", en="{subject}: {says}")
IN_PLACE = Text(ja="{place}の{element}", en="{element} ({place})")
TIMES = Text(ja="{name}{count}か所", en="{name} ({count} of them)")
TO_REACH = Text(ja="{why}（基準 {limit}）。", en="{why} (to reach: {limit}).")

THEMES: Mapping[str, Text] = {
    "light": Text(ja="明るさ", en="Light"),
    "sight": Text(ja="見通し", en="Sight"),
    "layout": Text(ja="配置とつくり", en="Layout"),
    "devices": Text(ja="設備", en="Devices"),
    "upkeep": Text(ja="手入れ", en="Upkeep"),
}
"""What checks are about, by ``digest.themes``."""

AT_LEAST = Text(ja="{value} 以上", en="at least {value}")
AT_MOST = Text(ja="{value} 以下", en="at most {value}")
WITHIN = Text(ja="{value} 以内", en="within {value}")
YES = Text(ja="はい", en="yes")
NO = Text(ja="いいえ", en="no")
UNDECIDED = Text(ja="見たが決められず", en="looked, undecided")
NOBODY_CHOSE = Text(ja="未決定", en="not chosen yet")
NONE = Text(ja="なし", en="none")

# What nobody knows yet ----------------------------------------------------------------

TASKS: Mapping[str, Text] = {
    "map": Text(
        ja="地図を漏れなく埋める：{what}",
        en="Map all of these: {what}",
    ),
    "facts": Text(
        ja="場所について確かめて書き足す：{what}",
        en="Find out and state about the place: {what}",
    ),
    "decide": Text(
        ja="必要かどうかを決めて記録する",
        en="Decide whether it is needed, and record it",
    ),
    "number": Text(
        ja="比べる数値を決める：{what}", en="Choose the number to compare with: {what}"
    ),
    "renew": Text(ja="古くなった根拠・判断を新しくする", en="Renew what has expired"),
    "look": Text(ja="{what}", en="{what}"),
}

TASK_HOW: Mapping[str, Text] = {
    "map": Text(
        ja="現地を一周し、位置と高さを地図に描き足す。終わったら、場所の「漏れなく調べたもの」（complete）に加える。",
        en="Walk the place once, draw in positions and heights, then add them to "
        "the place's list of what was surveyed completely (complete).",
    ),
    "facts": Text(
        ja="管理台帳や管理者への問い合わせで確かめ、場所の属性に書く。",
        en="Look it up in the register or ask who manages the place, and state it.",
    ),
    "decide": Text(
        ja="担当者が必要性を判断し、理由・日付・見直し日とともに判断のファイルに書く。",
        en="Whoever is responsible decides and writes it into the file of decisions "
        "with the reason, the date and when to look again.",
    ),
    "number": Text(
        ja="市町村の数値を決め、パラメータのファイルに理由とともに書く。",
        en="The city chooses its number and writes it, with the reason, into the file "
        "of parameters.",
    ),
    "renew": Text(
        ja="もう一度確かめ、日付を新しくする。", en="Look again, and date it anew."
    ),
}

MINUTES: Mapping[str, int] = {
    "map": 60,
    "facts": 10,
    "decide": 15,
    "number": 30,
    "renew": 15,
    "look": 10,
}
"""Rough time for one place where the criterion does not say itself. [min]"""

TASK_SHORT: Mapping[str, Text] = {
    "map": Text(ja="地図を漏れなく埋める。", en="Complete the map."),
    "facts": Text(ja="場所について書き足す。", en="State the open facts of the place."),
    "decide": Text(ja="必要かどうかを決める。", en="Decide whether it is needed."),
    "number": Text(ja="比べる数値を決める。", en="Choose the number."),
    "renew": Text(ja="もう一度確かめる。", en="Look again."),
}
OR_LOOK = Text(ja="{first}または現地で：{look}", en="{first} Or on site: {look}")
SETTLES = Text(ja="{count}項目が決まります", en="settles {count} items")
ABOUT_MINUTES = Text(ja="約{minutes}分", en="about {minutes} min")
ABOUT_HOURS = Text(ja="約{hours}時間", en="about {hours} h")
PLACES_COUNT = Text(ja="{count}か所", en="{count} places")
AND_MORE = Text(ja="ほか{count}件", en="and {count} more")

# The page -----------------------------------------------------------------------------

REPORT = Text(
    ja="防犯の視点による場所の点検",
    en="Places held against crime-prevention guidelines",
)
MANY_PLACES = Text(ja="{count}か所の点検結果", en="{count} places, item by item")
JUDGED_ON = Text(ja="判定日", en="Judged on")
GUIDELINES = Text(ja="照らした指針", en="Held against")
KIND_OF_PLACE = Text(ja="場所の種類", en="Kind of place")
SOURCE = Text(ja="もとのデータ", en="Made from")
NOT_A_DUTY = Text(
    ja="指針は、設置者や管理者に義務を課すものではありません。この報告は、直すとよいことと、調べるとよいことを示します。",
    en="The guidelines oblige nobody. This report shows what is worth putting right, "
    "and what is worth finding out.",
)
FIX_FIRST = Text(ja="まず直すこと", en="Put right first")
UNKNOWN = Text(ja="まだ分からないこと", en="Not known yet")
HOLDS = Text(ja="できていること", en="What holds")
NOTHING_TO_FIX = Text(
    ja="満たしていないと分かった項目はありません。",
    en="No item is known to be unmet.",
)
NOTHING_UNKNOWN = Text(
    ja="分からないまま残っている項目はありません。", en="No item is left open."
)
NOTHING_HOLDS = Text(
    ja="満たしていると確かめられた項目は、まだありません。",
    en="No item is known to hold yet.",
)
WOULD_TAKE = Text(ja="必要なこと", en="What it takes")
WHERE = Text(ja="場所", en="Where")
WHY = Text(ja="理由", en="Why")
WHY_AND_EVIDENCE = Text(ja="理由と根拠", en="Why, and by what evidence")
HOW = Text(ja="調べ方", en="How")
CLAUSE = Text(ja="条項", en="Clause")
STRENGTH = Text(ja="規定の強さ", en="Strength")
STRENGTH_OWN = Text(ja="条文は「{own}」", en="itself: “{own}”")
STRENGTH_NOTE = Text(
    ja="規定の強さは、柱書を含めて読んだときの強さです。条文だけを読んだ語尾が違うときは、並べて示します。",
    en="Strength is read with the heading sentences; where the clause by itself is "
    "worded otherwise, its own verb stands beside it.",
)
LAW = Text(ja="法令", en="Law")
CAUTION = Text(ja="注意", en="Caution")
CAUTION_NOTE = Text(ja="注意：{caution}", en="Caution: {caution}")
LAW_NOTE = Text(ja="これは法令の定めです：{law}", en="This one is law: {law}")
COUNTS = Text(ja="規定の強さごとの項目数", en="Items by strength")
COUNTS_NOTE = Text(
    ja="1項目は、1か所の1つの条項です。点数や順位はつけません。",
    en="An item is one clause at one place. There is no score and no ranking.",
)
TOTAL = Text(ja="計", en="Total")
ITEMS = Text(ja="{count}項目", en="{count} items")
ALL_PLACES = Text(ja="場所の一覧", en="All places")
ALL_PLACES_NOTE = Text(
    ja="名前の順です。数字は項目数です。", en="By name. Figures are numbers of items."
)
ITEM_BY_ITEM = Text(ja="指針の順に見る", en="Item by item, in the guideline's order")
NOT_CONCERNED = Text(ja="対象外の項目", en="Items that do not apply")
GUIDELINES_APART = Text(
    ja="この場所に当てはまらない指針", en="Guidelines that are not about this place"
)
SAME_RESULT = Text(
    ja="同じ結果の{kind} {count}か所",
    en="{count} places with the same result ({kind})",
)
SAME_RESULT_AS = Text(
    ja="同じ結果の{kind} {count}か所（{lead} ほか）",
    en="{count} places with the same result ({kind}; {lead} and others)",
)
SAME_NAMES = Text(ja="同じ結果の場所", en="Places with this result")
ALL_PLACES_OF = Text(ja="{total}か所すべて", en="all {total} places")
OF_TOTAL = Text(ja="{total}のうち{count}", en="{count} of {total}")

ELEMENT = Text(ja="対象", en="Element")
OUTCOME = Text(ja="判定", en="Outcome")
VALUE = Text(ja="値", en="Value")
THRESHOLD = Text(ja="基準", en="To reach")
EVIDENCE = Text(ja="根拠", en="Evidence")
CONFLICTS = Text(ja="食い違う根拠", en="Evidence that disagrees")
EXPIRED = Text(ja="期限の過ぎた根拠", en="Expired evidence")
CONFLICT_NOTE = Text(
    ja="{value}（{method}、{by}、{on}）", en="{value} ({method}, {by}, {on})"
)
LIMIT_BY = Text(ja="{label} {value}（{by}）", en="{label} {value} ({by})")
ROW_OF_NUMBERS = Text(ja="巻末の表の", en="rows of the last table:")
NO_GUIDELINE_YET = Text(
    ja="数のない場所は、照らした指針に当てはまる項目がありません。",
    en="Places without figures: none of the guidelines used here is about them.",
)
NUMBERS_USED = Text(ja="使った数値", en="Numbers used")
WOULD_CHANGE = Text(ja="判定が変わるには", en="What would change it")
DECISION = Text(ja="判断", en="Decision")
DECISION_LINE = Text(
    ja="{decided_by}、{decided_on}：{reason}（見直し {review_on}）",
    en="{decided_by}, {decided_on}: {reason} (review {review_on})",
)
DECISION_KINDS: Mapping[str, Text] = {
    "exclude": Text(ja="除外", en="excluded"),
    "need": Text(ja="必要", en="needed"),
    "no_need": Text(ja="不要", en="not needed"),
}

PARAMETERS = Text(ja="使った数値とその出どころ", en="Numbers used, and whose they are")
PARAMETERS_NOTE = Text(
    ja="「指針」は指針に書かれた数値、「解釈」は指針になく誰かが決めた数値です。解釈は市町村が差し替えられます。",
    en="“Guideline” numbers are stated there; “interpretation” is what somebody had "
    "to choose, and what a city may replace.",
)
FROM_SOURCE = Text(ja="指針", en="Guideline")
INTERPRETATION = Text(ja="解釈", en="Interpretation")
PARAMETER = Text(ja="数値", en="Number")
CHOSEN_BY = Text(ja="出どころ・決めた人", en="From, or chosen by")
REASON = Text(ja="理由", en="Reason")
ASSUMPTIONS = Text(ja="補った値", en="Assumptions")
ASSUMPTIONS_NOTE = Text(
    ja="データになく、取り込みのときに補った値です。",
    en="Values that the data did not state and that the import put in.",
)
NO_ASSUMPTIONS = Text(ja="補った値はありません。", en="None were put in.")
FEATURES_COUNT = Text(ja="{count}件", en="{count} features")
INPUTS = Text(ja="入力", en="Inputs")
FILE = Text(ja="ファイル", en="File")
FINGERPRINT = Text(ja="SHA-256", en="SHA-256")
REPEAT = Text(ja="同じ報告をもう一度つくるには", en="To make this report again")
REPEAT_NOTE = Text(
    ja="入力ファイルの SHA-256 が上の表と同じなら、同じ報告になります。",
    en="With inputs of the same SHA-256 the report comes out the same.",
)
NOTICES = Text(ja="お知らせ", en="Please note")
HOW_TO_READ = Text(ja="しるしの読み方", en="How to read the signs")
PAGE = Text(ja="ページ", en="page")
NAMES = Text(ja="名前", en="Name")
PLAN_OF = Text(ja="{name}の平面図", en="Plan of {name}")
ALL_TASKS = Text(ja="調べることをすべて見る", en="See all that is to be found out")
SEE_LAST_PAGES = Text(
    ja="ほかは終わりのページに", en="The others are on the last pages"
)
TASKS_NOTE = Text(
    ja="現地の答えは、Excel版の「まだ分からないこと」の表にそのまま書き込めます。",
    en="Answers from the site can be filled in on the Excel version's sheet "
    "“Not known yet”.",
)
TIME = Text(ja="時間の目安", en="Rough time")
PLAN = Text(ja="場所の位置", en="Where the places are")
FIX_NUMBERS = Text(ja="直すこと", en="To fix")
ELEMENTS_COUNT = Text(ja="計{count}", en="{count} in all")
PLACES_OF = Text(ja="{total}か所のうち{count}", en="{count} of {total} places")
ON_PLAN = Text(ja="地図の番号", en="number on the plan")

# Excel --------------------------------------------------------------------------------

SHEETS: Mapping[str, Text] = {
    "summary": Text(ja="概要", en="Summary"),
    "findings": Text(ja="判定", en="Findings"),
    "unknown": Text(ja="まだ分からないこと", en="Not known yet"),
    "look": Text(ja="調べ方", en="How to find out"),
    "blind_spots": Text(ja="死角", en="Blind spots"),
    "upright_light": Text(ja="道の鉛直面照度", en="Light on faces"),
    "parameters": Text(ja="パラメータ", en="Parameters"),
    "inputs": Text(ja="入力", en="Inputs"),
    "differences": Text(ja="分かれる答え", en="Answers that differ"),
    "shifts": Text(ja="当番", en="Shifts"),
    "open": Text(ja="埋まらない当番", en="Not filled"),
    "loads": Text(ja="回数", en="Loads"),
}
CAUSE = Text(ja="元になった数値や定め", en="Number or rule that is the cause")
PLACE = Text(ja="場所", en="Place")
GUIDELINE = Text(ja="指針", en="Guideline")
CRITERION = Text(ja="項目", en="Item")
CRITERION_ID = Text(ja="項目のid", en="Item id")
EFFECTIVE = Text(ja="強さ（柱書を含む）", en="Strength, headings included")
OWN = Text(ja="強さ（条文）", en="Strength, own verb")
FROM = Text(ja="出どころ", en="From")
METHOD = Text(ja="方法", en="Method")
BY = Text(ja="誰が", en="By")
DATE = Text(ja="日付", en="Date")
UNIT = Text(ja="単位", en="Unit")
IDENTIFIER = Text(ja="id", en="id")
WHAT_TO_ANSWER = Text(ja="確かめること", en="What to find out")
ANSWER_HINT = Text(
    ja="yes（満たす）／ no（満たさない）／ unknown（見ても決められない）",
    en="yes (it holds) / no (it does not) / unknown (looked, could not tell)",
)
