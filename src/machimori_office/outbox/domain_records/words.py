"""What is said of a domain's records, in both languages."""

from __future__ import annotations

from machimori.language import Text

NOBODY = Text(ja="", en="")
FORGED = Text(
    ja="携帯会社の「なりすましメールを受信しない」設定の人に届きません。"
    "迷惑メールに入ることもあります。",
    en="Residents who told their carrier to refuse forged senders get nothing; others "
    "may find it among unwanted mail.",
)
BULK = Text(
    ja="Gmail と Yahoo! は、多く送る相手（Gmail は1日5,000通以上）に"
    "SPF・DKIM・DMARC の3つを求め、そろわないメールを受け取りません。",
    en="Gmail and Yahoo! want all of SPF, DKIM and DMARC of those who send much "
    "(Gmail: 5,000 a day) and refuse mail without.",
)
BY_POLICY = Text(
    ja="届け先は、この方針（p=）のとおりに隔離や拒否をします。",
    en="Receivers do what the policy (p=) says: put it aside, or refuse it.",
)
SENDER_UNKNOWN = Text(
    ja="返信先のないドメインからのメールを断るサーバーがあり、"
    "届かなかった知らせも戻りません。",
    en="Some servers refuse mail from a domain that takes none, and no bounce "
    "comes back.",
)
NAMELESS = Text(
    ja="逆引きの名前がないサーバーからのメールは、Gmail などが断ります。",
    en="Gmail and others refuse mail from a server without a reverse name.",
)
SPF_MISSING = Text(
    ja="貼られた中に、送信元（Return-Path）のドメインの SPF がありません。",
    en="What was pasted holds no SPF for the domain of the return path.",
)
SPF_TWICE = Text(
    ja="SPF のレコードが2つ以上あります。2つあると、どれも効きません。",
    en="There is more than one SPF record: then none counts.",
)
SPF_LOOK_UPS = Text(
    ja="SPF が名前を10回より多く引かせます。11回目で無効になります。",
    en="The SPF record makes receivers look up more than ten names: that voids it.",
)
SPF_OPEN = Text(
    ja="SPF が、だれにでもこの名前で送ることを許しています（all）。",
    en="The SPF record lets anybody send under this name (all).",
)
SPF_ENDLESS = Text(
    ja="SPF に終わり（-all か ~all）がなく、ほかのサーバーを断っていません。",
    en="The SPF record has no end (-all or ~all) and refuses no other server.",
)
SPF_WHICH = Text(
    ja="SPF は読めました。送信サーバーのIPアドレスを入れると、含まれるか確かめます。",
    en="The SPF record reads well. Give the server's address to see whether it is in.",
)
SPF_GOOD = Text(
    ja="送信サーバーが SPF に含まれています。",
    en="The sending server is in the SPF record.",
)
SPF_ELSEWHERE = Text(
    ja="送信サーバーは直接には書かれていません。"
    "include などの先は、ここでは見られません。",
    en="The sending server is not named itself; what is included cannot be seen here.",
)
SPF_NOT_OURS = Text(
    ja="送信サーバーが SPF に含まれていません。",
    en="The sending server is not in the SPF record.",
)
DKIM_NO_KEY = Text(
    ja="メールに署名する鍵がまだありません。manage.py dkim_key で作ります。",
    en="There is no key to sign mails with yet. Make one with manage.py dkim_key.",
)
DKIM_MISSING = Text(
    ja="貼られた中に、署名の公開鍵（DKIM）がありません。",
    en="What was pasted does not hold the public key of our signature (DKIM).",
)
DKIM_OTHER_KEY = Text(
    ja="DNS の公開鍵が、いま署名に使っている鍵と違います。"
    "署名はすべて不合格になります。",
    en="The public key there is not that of the key that signs: every signature fails.",
)
DKIM_TESTING = Text(
    ja="DKIM が試験中（t=y）になっています。届け先は署名を無視できます。",
    en="DKIM is marked as a test (t=y): receivers may ignore the signature.",
)
DKIM_GOOD = Text(
    ja="公開鍵は、いま署名に使っている鍵と同じです。",
    en="The public key is that of the key that signs.",
)
DMARC_MISSING = Text(
    ja="貼られた中に DMARC がありません。", en="What was pasted holds no DMARC record."
)
DMARC_TWICE = Text(
    ja="DMARC のレコードが2つ以上あります。2つあると、どれも効きません。",
    en="There is more than one DMARC record: then none counts.",
)
DMARC_WRONG = Text(
    ja="DMARC の方針（p=）が none・quarantine・reject のどれでもありません。",
    en="The policy of the DMARC record (p=) is none of none, quarantine and reject.",
)
DMARC_APART = Text(
    ja="差出人と Return-Path のドメインが違い、SPF の一致を厳しく求め（aspf=s）、"
    "署名もありません。DMARC は不合格になります。",
    en="From and the return path differ, SPF must match strictly (aspf=s), and nothing "
    "is signed: DMARC fails.",
)
DMARC_NONE = Text(
    ja="DMARC は様子見（p=none）です。届くようになったら quarantine に上げてください。",
    en="DMARC only watches (p=none). Raise it to quarantine once mail arrives.",
)
DMARC_GOOD = Text(
    ja="DMARC が、名前をかたるメールを断るよう求めています。",
    en="DMARC asks receivers to stop mail that borrows the name.",
)
MX_GOOD = Text(
    ja="届かなかった知らせは、このドメインに戻ってきます。",
    en="Bounces come back to this domain.",
)
MX_MISSING = Text(
    ja="貼られた中に、Return-Path のドメインのメールサーバー（MX）がありません。",
    en="What was pasted holds no mail server (MX) for the domain of the return path.",
)
PTR_WHICH = Text(
    ja="送信サーバーのIPアドレスを入れると、逆引きの名前も見ます。",
    en="Give the server's IP address to see about its reverse name.",
)
PTR_ASK = Text(
    ja="逆引きの名前は、IPアドレスを貸している事業者のゾーンにあります。"
    "「この名前で正引きと一致する名前を」と頼んでください。",
    en="The reverse name stands in the zone of whoever lends the address: ask them for "
    "one that leads back to the same address.",
)
PTR_GOOD = Text(ja="逆引きの名前があります。", en="The server has a reverse name.")
