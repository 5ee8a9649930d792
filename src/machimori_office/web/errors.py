"""The whole tree of the office's errors.

MachimoriError
└── OfficeError
    ├── SettingMissing          the environment lacks what must be known before starting
    ├── SettingWrong            the environment says something that cannot be used
    ├── NotRecordable           an audit entry would hold what it must not
    ├── AuditOutsideTransaction a change and its audit entry must stand or fall together
    ├── AuditChainBroken        the audit table was changed behind the office's back
    ├── LeaseLost               a worker was overtaken by another while it worked
    ├── StaffChanged            somebody else changed the same account meanwhile
    ├── RuleChanged             somebody else adopted another wording meanwhile
    ├── PlacesChanged           somebody else changed the same places meanwhile
    ├── NotYours                the role does not allow this
    ├── LastAdministrator       nobody would be left who can manage accounts
    ├── NotADemo                made-up accounts stay out of a real office
    ├── AlreadyOpen             the office has staff; the first account exists
    ├── InvitationSpent         the link was used, replaced, or is too old
    ├── TooOften                somebody asks faster than any person does
    ├── MailAside               mails that nobody could read wait for somebody
    ├── LinkSpent               a resident's link was used, or is too old
    ├── NotARecord              a record of what cannot have been done
    ├── RecordReplaced          somebody else put the same record right meanwhile
    ├── ApplicationChanged      somebody else took the same application on meanwhile
    ├── ConditionsOpen          it cannot be granted while conditions are open
    ├── PapersMissing           papers that the rule demands have not come
    ├── NothingChosen           something must be chosen before it is done
    ├── OutOfStock              fewer are there than were asked for
    ├── AnswersMissing          a form is signed before every question has an answer
    ├── ElementMissing          the scene has no element of that id
    ├── CellWrong               a cell of a list cannot be used
    ├── ListChanged             taking a list over would do something else by now
    ├── RowRefused              a row of a list cannot be taken over; none is
    ├── RowChanged              somebody else changed the same row meanwhile
    ├── DeviceTaken             somebody else took the same device meanwhile
    ├── NotNow                  this does not follow from where it is
    ├── TooMany                 more than one person may ask for
    ├── PictureRefused          what was sent is no picture that can be kept
    │   └── HeicRefused         it is in the format that iPhones keep
    ├── NoCertificate           a member has no certificate that holds on the day
    ├── WatchFull               enough walk at this watch already
    ├── TurnsMeet               a member walks elsewhere at that hour
    └── AlertError              an alert cannot take this step
        ├── AlertChanged        somebody else changed the same alert meanwhile
        ├── SecondPersonNeeded  whoever wrote a severe or wide alert approves it not
        ├── FindingsStand       the checks found what only a reason lets stand
        ├── NotFitToSend        it lacks what no reason can replace
        ├── GoesStale           it would be out of date before it may go
        ├── ConsentMissing      a missing person's family has not agreed
        └── NothingToFollow     nothing went out that could be corrected or ended
"""

from __future__ import annotations

from machimori.errors import MachimoriError
from machimori.language import Text


class OfficeError(MachimoriError):
    """Base of every error that the office raises on purpose."""

    text = Text(
        ja="処理できませんでした。画面を開き直してください",
        en="This could not be done. Open the page again",
    )


class NotPrepared(OfficeError):
    """The office was started on a database that lacks its tables."""

    text = Text(
        ja="データベースに表が{count}個ありません（{tables} など）。"
        "先に「python manage.py prepare」を実行してください",
        en="The database lacks {count} tables ({tables} …). "
        "Run `python manage.py prepare` first",
    )


class SettingMissing(OfficeError):
    """The environment lacks what must be known before the office starts."""

    text = Text(
        ja="環境変数 {name} がありません。{name} か {name}_FILE で渡してください",
        en="The environment has no {name}. Give it as {name} or as {name}_FILE",
    )


class SettingWrong(OfficeError):
    """The environment says something that cannot be used."""

    text = Text(
        ja="環境変数 {name} が使えません。正しくは：{expected}",
        en="The environment's {name} cannot be used; expected {expected}",
    )


class NotRecordable(OfficeError):
    """An audit entry would hold personal data, or nothing that explains it."""

    text = Text(
        ja="{field}に書けません。{expected}",
        en="{field} cannot say this: {expected}",
    )


class AuditOutsideTransaction(OfficeError):
    """A change and its audit entry must stand or fall together."""

    text = Text(
        ja="操作記録は、変更と同じトランザクションの中で残してください",
        en="Record the change inside the transaction that makes it",
    )


class AuditChainBroken(OfficeError):
    """The audit table was changed behind the office's back."""

    text = Text(
        ja="操作記録のつながりが切れています（{faults}か所）。記録の画面で確かめてください",
        en="The audit chain is broken in {faults} places. Look at the audit page",
    )


class LeaseLost(OfficeError):
    """A worker was overtaken by another while it worked."""

    text = Text(
        ja="定期処理「{job}」は、時間がかかりすぎて別の処理に引き継がれました",
        en="The job {job} took too long and was passed on to another worker",
    )


class StaffChanged(OfficeError):
    """Somebody else changed the same account meanwhile."""

    text = Text(
        ja="ほかの職員が先に変更しました。今の内容を確かめて、もう一度操作してください",
        en="Somebody else was faster. Look at what stands there now and try again",
    )


class RuleChanged(OfficeError):
    """Somebody else adopted another wording of the rule meanwhile."""

    text = Text(
        ja="この決まりは、ほかの職員が先に変えました。開き直して、今の内容から直してください",
        en="Somebody else changed this rule first. Open it again and start from there",
    )


class PlacesChanged(OfficeError):
    """Somebody else changed the same places meanwhile."""

    text = Text(
        ja="地区は、ほかの職員が先に変更しました。開き直して、もう一度操作してください",
        en="Somebody else changed the districts first. Open the page again",
    )


class NotYours(OfficeError):
    """The role does not allow this."""

    text = Text(
        ja="この操作はできません。自分自身や、自分より上の役割は変えられません",
        en="You cannot do this to yourself, or to a role above your own",
    )


class LastAdministrator(OfficeError):
    """Nobody would be left who can manage accounts."""

    text = Text(
        ja="最後の管理者です。先に別の職員を管理者にしてください",
        en="This is the last administrator. Make somebody else one first",
    )


class TooOften(OfficeError):
    """Somebody asks faster than any person does."""

    text = Text(
        ja="短い間に何度も申し込まれました。しばらく待ってから、もう一度お試しください",
        en="There were too many requests in a short time. Wait a while and try again",
    )


class MailAside(OfficeError):
    """Mails that could not be read lie aside, waiting for somebody to look at them."""

    text = Text(
        ja="読めずに取りのけたメールが{count}通あります",
        en="{count} mails that could not be read lie aside",
    )


class LinkSpent(OfficeError):
    """A resident's link was used, or is too old."""

    text = Text(
        ja="このリンクは使い終わったか、期限が切れています。もう一度、最初から申し込んでください",
        en="This link was used already or is too old. Please start again",
    )


class NotADemo(OfficeError):
    """Made-up accounts, whose password everybody knows, stay out of a real office."""

    text = Text(
        ja="デモの職員は、MACHIMORI_MODE=demo のときだけ登録できます",
        en="The made-up staff can only be loaded with MACHIMORI_MODE=demo",
    )


class AlreadyOpen(OfficeError):
    """The office has staff; its first account exists."""

    text = Text(
        ja="職員がもう登録されています。職員の一覧から招待してください",
        en="There are accounts already. Invite from the list of staff",
    )


class InvitationSpent(OfficeError):
    """The link was used, replaced by a newer one, or is too old."""

    text = Text(
        ja="この招待は使えません。新しいリンクを所属の責任者に頼んでください",
        en="This invitation no longer works. Ask your manager for a new link",
    )


class DeviationUnexplained(OfficeError):
    """A condition is found otherwise than the application and the records show."""

    text = Text(
        ja="申請書と記録が示すことと違う判断です。理由を書いてください",
        en="The application and the records show something else. Say why",
    )


class NotARecord(OfficeError):
    """A record says what cannot have been done."""

    text = Text(
        ja="記録できません。{why}",
        en="This cannot be recorded. {why}",
    )


class RecordReplaced(OfficeError):
    """Somebody else put the same record right, or withdrew it, meanwhile."""

    text = Text(
        ja="この記録はもう訂正されています。新しい記録を開いてください",
        en="This record was already put right. Open the newer one",
    )


class ApplicationChanged(OfficeError):
    """Somebody else took the same application on meanwhile."""

    text = Text(
        ja="ほかの職員が先に処理しました。今の状態を確かめてください",
        en="Somebody else was faster. Look at where it stands now",
    )


class ConditionsOpen(OfficeError):
    """It cannot be granted while a condition is not met, or nobody looked."""

    text = Text(
        ja="確認の済んでいない要件が{count}つあるため、決定できません",
        en="{count} conditions are not found to be met: it cannot be granted yet",
    )


class PapersMissing(OfficeError):
    """It cannot go on while papers that the city's rule demands have not come."""

    text = Text(
        ja="足りない書類があります：{names}。届いたら「書類を確認する」で印を付けてください",
        en="Papers are missing: {names}. Mark them under “Check the papers” when here",
    )


class NotNow(OfficeError):
    """What was asked does not follow from where it is."""

    text = Text(
        ja="いまの状態ではこの操作はできません。画面を開き直してください",
        en="This does not follow from where it is now. Open the page again",
    )


class NoCertificate(OfficeError):
    """A member has no certificate of the police that holds on the day."""

    text = Text(
        ja="この日に有効なパトロール実施者証がありません。担当課へお問い合わせください",
        en="There is no patrol certificate that holds on this day. Ask the division",
    )


class WatchFull(OfficeError):
    """Enough walk at this watch already."""

    text = Text(
        ja="この見守りは、もう人数がそろっています。ほかの日を選んでください",
        en="Enough people walk at this watch already. Choose another",
    )


class TurnsMeet(OfficeError):
    """A member walks elsewhere at that hour."""

    text = Text(
        ja="同じ時間に別の当番があります。先にそちらの交代を頼んでください",
        en="There is another turn at this hour. Ask for a swap of that one first",
    )


class AlertError(OfficeError):
    """An alert cannot take this step."""

    text = Text(ja="この操作はできません", en="This cannot be done")


class AlertChanged(AlertError):
    """Somebody else changed the same alert meanwhile; nothing was overwritten."""

    text = Text(
        ja="ほかの職員が先に変更したか、状態が変わりました。今の内容を確かめて、もう一度操作してください",
        en="Somebody else was faster, or it has moved on. Look at it as it is now and "
        "try again",
    )


class SecondPersonNeeded(AlertError):
    """A severe or wide alert is approved by somebody who did not write it."""

    text = Text(
        ja="この配信には、起案した人・直した人とは別の人の承認が要ります",
        en="Somebody who neither wrote nor changed this must approve it",
    )


class FindingsStand(AlertError):
    """The checks found what stops an alert unless the approver says why not."""

    text = Text(
        ja="点検で止まった点が{count}件あります。直すか、そのまま配信する理由を書いてください",
        en="{count} findings stop this alert. Mend them, or say why they may stand",
    )


class NotFitToSend(AlertError):
    """The alert lacks what no reason can replace."""

    text = Text(
        ja="このままでは配信できません：{said}", en="This cannot be sent: {said!s}"
    )


class GoesStale(AlertError):
    """The alert would be out of date before it may go."""

    text = Text(ja="{why}", en="{why!s}")


class ConsentMissing(AlertError):
    """A missing person's family has not agreed to the mail."""

    text = Text(
        ja="家族の同意の記録がありません。同意を得て記録してから進めてください",
        en="No consent of the family is on record. Obtain and record it first",
    )


class NothingToFollow(AlertError):
    """Nothing went out that could be corrected or ended so."""

    text = Text(
        ja="配信されていないか、もう解除・取消されているので、この続報は起案できません",
        en="It never went out, or has been ended already: nothing can follow it so",
    )


class DeviceTaken(OfficeError):
    """Somebody else took the same device meanwhile."""

    text = Text(
        ja="録音機 {serial} は、いま在庫にありません。ほかの番号を選んでください",
        en="Recorder {serial} is no longer in stock. Choose another",
    )


class NothingChosen(OfficeError):
    """Something must be chosen before it is done."""

    text = Text(ja="1つ以上選んでください", en="Choose at least one")


class OutOfStock(OfficeError):
    """Fewer are there than were asked for."""

    text = Text(
        ja="{kind}の在庫は{left}です。数を減らすか、在庫を直してください",
        en="There are {left} of {kind}. Take fewer, or put the stock right",
    )


class CellWrong(OfficeError):
    """A cell of a list cannot be used: what would be right, and what to do."""

    text = Text(ja="正しくは：{expected}。{remedy}", en="expected {expected}. {remedy}")

    def __init__(self, expected: Text, remedy: Text | None = None) -> None:
        self.expected = expected
        self.remedy = remedy or _CORRECT
        super().__init__(expected=self.expected, remedy=self.remedy)


_CORRECT = Text(ja="この欄を直してください。", en="Correct this cell.")


class ListChanged(OfficeError):
    """Taking a list over would do something else by now than was shown."""

    text = Text(
        ja="表示したあとに内容が変わりました。下の結果を確かめて、もう一度押してください",
        en="Something changed since this was shown. Look at it again, then press again",
    )


class RowRefused(OfficeError):
    """A row of a list cannot be taken over; none of them is."""

    text = Text(
        ja="{where}を取り込めません。{why}。1行も取り込んでいません",
        en="{where} cannot be taken over. {why}. No row was",
    )


class RowChanged(OfficeError):
    """Somebody else changed the same row meanwhile."""

    text = Text(
        ja="ほかの職員が先に変更しました。今の内容を確かめて、もう一度操作してください",
        en="Somebody else was faster. Look at what stands there now and try again",
    )


class AnswersMissing(OfficeError):
    """A form is signed before every question has an answer."""

    text = Text(
        ja="まだ答えていない項目が{count}件あります。分からないときは"
        "「分からない」を選んでください",
        en="{count} questions have no answer yet. Where you cannot tell, say so",
    )


class ElementMissing(OfficeError):
    """The scene has no element of that id."""

    text = Text(
        ja="場面に {element} がありません。"
        "新しい場面で削られていないか確かめてください",
        en="The scene has no {element}. See whether a newer one left it out",
    )


class PictureRefused(OfficeError):
    """What was sent is no picture that can be kept."""

    text = Text(
        ja="この画像は受け取れません。{most}MBまでのJPEG・PNG・WebPを選んでください",
        en="This cannot be taken: choose a JPEG, PNG or WebP of at most {most} MB",
    )


class HeicRefused(PictureRefused):
    """A picture in the format that iPhones keep, which no decoder of ours reads."""

    text = Text(
        ja="HEIC形式の写真は受け取れません。この画面から直接撮影するか、iPhoneの「設定」→「カメラ」"
        "→「フォーマット」で「互換性優先」を選んで撮り直してください（写真のスクリーンショットでも送れます）",
        en="HEIC pictures cannot be taken. Take it from this page, or choose “Most "
        "Compatible” under Settings, Camera, Formats on an iPhone and take it anew; a "
        "screenshot of the picture will do too",
    )


class TooMany(OfficeError):
    """More than one person may ask for."""

    text = Text(
        ja="一度に申し込めるのは{most}までです",
        en="At most {most} at once",
    )
