"""What mail systems write when a mail did not arrive, by family and by language: data only."""

import re

from chalicelib.channels.email.phrase_lists import any_line

FAILED = any_line(
    r"""
    this is the qmail-send program
    i'm afraid i wasn't able to deliver
    this is a permanent error; i've given up
    (?:could|can)(?: ?not|n't) be delivered
    was(?: not|n't) delivered
    were not delivered
    not been delivered
    (?:unable|failed) to deliver
    undeliverable
    undelivered
    permanent fatal errors
    did not reach (?:some or all of )?the
    failed permanently
    permanent (?:delivery )?(?:error|failure)
    delivery (?:to the following recipients? )?(?:has )?failed
    delivery failure
    failed recipient
    (?:could not|couldn't|cannot|can't|can not) deliver
    your (?:e-?mail |mail )?message (?:was|has been) (?:rejected|returned|not delivered|blocked)
    address not found
    message (?:blocked|not delivered|rejected)
    unknown user
    (?:was|were|been) (?:blocked|undeliverable)
    not been delivered
    (?:has|have) not been (?:distributed|delivered)
    over the allowed quota
    not posted
    trouble delivering
    but (?:it )?bounced
    too many hops
    rejected recipient
    automatically rejected
    n'est pas parvenu
    ha llegado a algunos
    nådde inte
    non delivre
    delivery of the .{1,30} was stopped
    (?:is|was) not on file
    user (?:is |\S{3,80} )?unknown
    (?:user|mailbox|recipient|account|address) (?:is )?not found
    no such (?:user|recipient|mailbox|address|person|account)
    mailbox (?:is )?(?:full|unavailable|disabled|inactive)
    recipient (?:address )?rejected
    address rejected
    do(?:es not|esn't) exist
    over ?quota
    quota exceeded
    exceed\w* (?:its |the )?(?:storage |mailbox )?quota
    no mailbox
    (?:host|domain) (?:name )?(?:unknown|not found|name lookup failure)
    returned to (?:the )?sender
    transcript of session follows
    undeliverable address
    rejected your message
    is not listed in
    retry time(?:out)? (?:not reached|exceeded)
    gi?v(?:ing|e|en) up
    gave up
    unrout(?:e)?able
    invalid recipient
    failed to deliver
    the following addresses? (?:had|failed|have)
    following recipients
    delivery error
    recipients? could not be reached
    failure reasons
    not listed in (?:public|domino)
    does not like recipient
    could not be (?:sent|processed)
    e-?mail account does not exist
    reporting-mta:
    final-recipient:
    diagnostic-code:
    konnte nicht (?:zugestellt|übermittelt)
    nicht (?:an .{1,80} )?zugestellt
    fehler bei der nachrichtenzustellung
    nicht erreicht
    fehler bei der zustellung
    unzustellbar
    no se (?:puede|pudo|ha podido) entregar
    no pudo ser entregado
    n'a (?:pas |pas pu |pu )?(?:être|été) (?:remis|délivré|distribué|livré|acheminé)
    impossible de remettre
    não (?:pôde|pode|foi possível) (?:ser )?entreg
    non è stato possibile
    non (?:è|e') stato (?:consegnato|recapitato)
    recapito non riuscito
    (?:no|não|nao) (?:se ha entregado|foi entregue|foi poss[ií]vel)
    falha na entrega
    échec de la remise
    (?:ne peut|n'a pas pu) [eê]tre (?:remis|livr)
    niet gevonden
    mislukt
    inte (?:levereras|leverera)
    mislykkedes
    nie powiodło
    nie została dostarczona
    nezdařilo
    nebyla doručena
    сбой доставки
    не удается доставить
    edilemedi
    iletilemedi
    impossibile recapitare
    kon niet worden (?:bezorgd|afgeleverd)
    kunde inte levereras
    kunne ikke leveres
    nie (?:mogła|można|udało)
    nemohla být doručena
    не (?:может|могло|удалось|было) (?:быть )?(?:доставл|доставить)
    недоставл
    无法(?:投递|送达|发送|传递)
    無法(?:投遞|傳遞|送達)
    退信
    未送达
    未能
    (?:发送|投递|傳送)失败
    失败原因
    被?(?:系统)?退回
    配信(?:できません|不能)
    届けることが
    送信できません
    お届けできません
    宛先不明
    配信されません
    配信に失敗
    配信できません
    見つかりません
    반송
    전송(?:되지|하지)
    배달하지 못
    배달(?:하지|할 수)
    """
)
# The mail is lost for good, whatever else the report says about trying.
FINAL = any_line(
    r"""
    permanent (?:fatal )?error
    permanent failure
    (?<!noch )nicht zugestellt werden
    will be deleted from queue
    failed permanently
    gi?v(?:ing|en) up
    no further attempts
    will not be retried
    (?:been )?removed from the (?:mail )?queue
    (?:too long|timeout|expired).{0,40}(?:returned|failed)
    """
)
DELAYED = any_line(
    r"""
    this is a warning message only
    you do not need to resend
    will (?:keep|continue) (?:on )?(?:trying|retrying|to (?:try|retry|be tried))
    ha[sd] been delayed
    will be retried
    not be(?:en)? delivered yet
    will be attempted for
    attempts to deliver (?:it |(?:the|your) message )?will continue
    message (?:is |was |has been )?delayed\b
    is waiting (?:at|on) .{1,80} for delivery
    zustellversuche werden .{0,40}fortgesetzt
    will continue to try
    retry for \d+ more
    temporary problem delivering
    noch nicht zugestellt
    (?:wurde|ist) verzögert
    pas encore été remis
    todavía no se ha entregado
    ainda não foi entregue
    non è stato ancora
    nog niet bezorgd
    ещё не доставлен
    尚未(?:送达|传递|投递)
    遅れています
    遅延して
    is delayed for more than
    delivery (?:is|has been) delayed
    temporarily (?:delayed|deferred)
    not yet been delivered
    has not been delivered yet
    no action is required on your part
    delivery attempts will continue
    will (?:retry|try again) for
    still be(?:ing)? (?:retried|tried)
    wird weiterhin versucht
    se seguirá intentando
    будут продолжены
    continuera d'essayer
    """
)

ORIGINAL_FOLLOWS = any_line(
    r"""
    [ >]*-{2,}.{0,60}(?:original|copy of|unsent|message header|returned|undelivered|rejected).{0,60}$
    .{0,20}-{3,} ?(?:below this line is a copy|this is a copy|forwarded).*$
    --- below this line.*$
    received: from .*$
    return-path: .*$
    original message follows.*$
    """,
    re.IGNORECASE | re.MULTILINE,
    around=r"^{}",
)
REASON_LINE = any_line(
    r"""
    said:
    error
    reason
    rejected
    unknown
    not found
    does not exist
    unavailable
    refused
    full
    quota
    invalid
    no such
    denied
    blocked
    disabled
    exceed
    virus
    recogni[sz]ed
    timed out
    not exist
    status:
    failed
    """,
    re.IGNORECASE | re.MULTILINE,
    around=r"^.*{}.*$",
)
