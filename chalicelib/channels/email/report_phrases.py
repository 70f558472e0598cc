"""How complaints passed on, read receipts and challenges give themselves away. Data only."""

import re

from chalicelib.channels.email.phrase_lists import any_line

CHALLENGE_HEADERS = tuple(
    name.encode()
    for name in [
        "x-boxtrapper",
        "x-boxtrapper-match",
        "x-spamarrest-noauth",
        "x-tmda-confirm-done",
        "x-qconfirm",
        "x-challenge-response",
        "x-uol-antispam",
        "x-askversion",
        "x-choicemail-registration-request",
        "x-tmda-fingerprint",
    ]
)

CHALLENGE_SUBJECT = any_line(
    r"""
    please (?:confirm|authenticate|verify) your (?:message|e-?mail|mail)(?: to \S+)?\s*\Z
    please confirm your message
    confirm you sent
    verify your (?:e-?mail|message) (?:was|to)
    action required.{0,30}deliver your (?:e-?mail|message)
    requires verification verify#
    sender (?:verification|authorization) (?:required|request)
    anti-?spam.{0,20}(?:confirm|verif)
    challenge-?response
    registration request:
    \(conf#[0-9a-f]{6,}
    """
)
# What such a filter writes to the one who is to prove that they are a person.
CHALLENGE_TEXT = any_line(
    r"""
    (?:is |being )held because (?:the|your) address .{0,120}(?:not|been)
    protecting (?:myself|himself|herself) from receiving junk
    a spam arrest customer
    (?:was|has been|is) waitlisted
    add (?:yourself|your address) to (?:my|his|her|their) guest list
    is using \w{3,30} to (?:filter|protect|block|stop).{0,40}(?:junk|spam)
    protected by challenge
    request that .{1,60} add you to (?:this|the|a) list
    must add your e-?mail address to a list of allowed senders
    this is the qconfirm mail-handling program
    (?:para que|confirmaç).{0,80}(?:mensagem|antispam).{0,120}(?:clique|confirm|antispam)
    antispam uol
    bestätigen sie .{0,60}(?:kein spam|absender).{0,60}(?:zugestellt|zustell)
    pour que votre message (?:soit|me parvienne).{0,80}(?:cliqu|confirm)
    """
)
# People say so too: with a link to follow, or by a machine.
CHALLENGE_REQUEST = any_line(
    r"""
    to release your (?:pending )?(?:message|mail)
    your (?:e-?mail |mail )?(?:message )?has been placed on hold
    (?:complete|allow|ensure) the delivery of your (?:e-?mail|message)
    challenge[/ -]?response
    (?:protected|guarded) by (?:earthlink )?(?:spam ?blocker|spam ?arrest|boxtrapper|tmda|choicemail)
    verify that you are a real,? live human
    incoming (?:messages|mail|e-?mail) only from (?:senders|people|addresses)
    to be added to my (?:list of )?(?:approved|allowed) senders
    (?:i'm|i am|we are|is) using \w{3,30} to (?:block|stop|fight) (?:spam|junk)
    """
)
LINK = re.compile(r"https?://")

READ_SUBJECT = any_line(
    r"""
    (?:not )?read
    return receipt
    read receipt
    delivery receipt
    gelesen
    (?:nicht )?gelesen
    ungelesen gelöscht
    empfangsbestätigung
    lesebestätigung
    lu
    accusé de (?:lecture|réception)
    leído
    confirmación de lectura
    lida?o?
    confirmação de leitura
    letto
    ricevuta di ritorno
    conferma di lettura
    gelezen
    ontvangstbevestiging
    läst
    læst
    lest
    luettu
    przeczytan[eo]
    přečteno
    přečtené
    прочитано
    уведомление о прочтении
    okundu
    已读
    已讀
    開封済み
    開封確認
    읽음
    """,
    around=r"\A\W*{}\s*(?:\([^)\n]{{1,40}}\))?\s*[:：-]",
)
READ_TEXT = any_line(
    r"""
    was (?:read|displayed|opened|deleted without being read) on .{0,40}\d
    was\s(?:.{0,80}\s)?received\s{1,9}by\s?:
    has been (?:read|displayed|received by)
    this is a (?:return )?receipt for the (?:mail|message)
    (?:this )?return receipt (?:only )?(?:acknowledges|shows|says)
    wurde (?:am .{3,40} )?(?:gelesen|angezeigt|geöffnet|ungelesen gelöscht)
    (?:a été|est) (?:lu|affich)
    (?:se leyó|fue leído|ha sido leído)
    (?:foi lida|foi exibida|foi lido)
    (?:è stato letto|è stata letta|è stato visualizzato)
    (?:is|werd) (?:op .{3,40} )?gelezen
    lästes
    ble lest
    blev læst
    zostało przeczytane
    bylo? (?:přečten|zobrazen)
    (?:было|была) прочита
    okundu
    (?:于|在).{0,60}(?:阅读|閱讀|已读)
    (?:開封|表示)(?:されました|済み)
    읽었
    """
)

REFUSED_TEXT = any_line(r"(?:was|been) automatically rejected|was refused by the recipient's mail filter")

FEEDBACK_FIELD = any_line(
    r"abuse|fraud|virus|other|not-spam|opt-out|opt-out-list|miscategorized|dkim|auth-failure|dmarc|complaint",
    around=r"(?m:^)Feedback-Type[ \t]*:[ \t]*{}",
)
FEEDBACK_SUBJECT = any_line(
    r"""
    complaint about message from
    e-?mail feedback report for ip
    abuse report for
    spam report\]?\b
    feedback loop
    junk mail report
    \[spamcop
    fbl (?:report|complaint)
    e-?mail abuse report
    """
)
FEEDBACK_SENDER = any_line(
    r"""
    staff@(?:hotmail|outlook)\.
    [\w.-]{1,64}@reports\.spamcop\.
    scomp@
    fbl[-+.\w]*@
    feedback-?loop@
    feedback@arf\.
    complaints?@(?:email-abuse|.*feedback)
    abuse[-_]?report@
    arf@
    spam-?feedback
    junkmail@
    no-?reply@fbl
    """,
    around=r"\A{}",
)
# Who passes complaints on, with the fields of one in the text.
ABUSE_DESK = any_line(
    r"""
    (?:abuse|spam|fbl|arf|complaints?|feedback|dmarc)
    no-?reply
    (?:post[-_.]?master|mailer-daemon)
    """,
    around=r"\A(?:[\w.+-]{{0,60}}[-_.+])?{}(?:[-_.+][\w.+-]{{0,100}})?@",
)
# With the reported mail beside it.
FEEDBACK_TEXT = any_line(
    r"""
    this is an? (?:e-?mail )?(?:abuse|spam|complaint|feedback|authentication failure)[\w -]{0,20}report
    reported as (?:spam|junk|unwanted) by
    marked (?:this|your|the) (?:message|mail|e-?mail) as (?:spam|junk)
    """
)
# Fields of a report under another name, and a header that only reported mails have.
FEEDBACK_FIELDS = re.compile(rb"(?:[\w-]{1,60}:[^\n]{0,500}\n){0,10}feedback-type[ \t]*:", re.IGNORECASE)
REPORTED_MAIL = re.compile(rb"^x-hmxmroriginalrecipient[ \t]*:", re.MULTILINE | re.IGNORECASE)
