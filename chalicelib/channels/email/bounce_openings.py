"""The sentences with which mail systems begin a delivery report. Data only."""

import re

from chalicelib.channels.email.phrase_lists import any_line

# At the beginning of a line, after any stars, dashes and spaces, never inside a quotation.
OPENING = any_line(
    r"""
    this (?:e-?mail |message )?was (?:created|generated|sent) automatically by
    this message (?:could not be|was) (?:un)?deliver
    this message has not been delivered
    this is (?:the|an?) (?:mail(?:er)?|message|e-?mail|postfix|qmail|exim|sendmail|courier|james|dragonfly)
    this is an? (?:automatic(?:ally)?|automated|permanent|system)[ -].{0,40}(?:delivery|postmaster|mail|error)
    this is an? (?:delivery|non-?delivery|bounce)
    this is a warning message only
    this report relates to
    a message (?:that )?you (?:have )?sent (?:could|has|to|was)
    a message (?:sent by|with subject|could not be|is delayed)
    hi[.!]? this is the .{0,60}(?:program|mail\b|mail server|mta\b|daemon|delivery|smtp)
    hi\. the mta program at
    hello, this is the (?:mail|e-?mail)
    i(?:'m| am) sorry to (?:have to )?inform you that (?:your|the) message
    i'm afraid i wasn't able to deliver
    the original message was received at
    the following (?:message|address|recipient|e-?mail address|data may contain).{0,80}
    the (?:message|mail|e-?mail) (?:that )?you sent (?:was|could|has|to)
    the e-?mail (?:to|address you|message you)
    the message (?:could not be delivered|below has not)
    the attached (?:e-?mail |mail )?(?:file|message) (?:had|could|was|has)
    the (?:user|mailbox|recipient|group|account)\S{0,3} .{0,60}(?:not|unknown|full|quota)
    the mail system at
    there was (?:an error|a problem) delivering
    your (?:e-?mail |mail )?message:?\s*$
    your (?:e-?mail |mail )?message (?:did|could|can|was|has) ?(?:not|n't)
    your (?:e-?mail |mail )?message (?:to|of) .{1,200} (?:could|can|was|has|did)
    your (?:e-?mail |mail )?message was (?:undeliverable|rejected)
    your (?:e-?mail |mail )(?:could not|cannot|was not|to .{1,200} (?:could|was|has))
    your mail (?:sent on|attempted)
    your message was (?:automatically )?(?:rejected|refused|blocked)
    ihr dokument:?\s*$
    (?:votre document|su documento|il documento) ?:?\s*$
    we (?:were|are) unable to deliver
    we're writing to let you know that the group you tried to contact
    we (?:could not|couldn't|had trouble|tried to) deliver
    too many hops
    there was a (?:temporary )?problem delivering
    sorry,? (?:we were|we are|i was|your message|your mail|no mailbox)
    delivery (?:has failed|is delayed|to the following|to these|failed|failure|status notification)
    unable to deliver (?:your |the )?message
    could not deliver (?:your |the )?message
    failed to deliver (?:to|your|the)
    undeliverable (?:to|message|mail)
    (?:\w{3,20}: )?message (?:could not be|was not) delivered
    \w{3,20}: message (?:delivery )?(?:delay|fail)
    message from \S{3,80}\.\s*$
    message from interscan
    an error (?:occurred|has occurred) while (?:trying|attempting) to
    unknown user:
    no such user:
    user mailbox exceeds
    failed (?:recipient|address)
    (?:address not found|message blocked|message not delivered|message rejected|delivery incomplete) \*\*
    (?:failure reasons|transcript of (?:session|message) follows|the following addresses had)
    message log follows
    reporting-mta:
    you are not (?:a )?member
    diese? (?:nachricht|e-?mail|ist eine).{0,30}automatisch.{0,60}(?:mail|erstell|erzeugt|nachricht)
    (?:ihre|eine) (?:e-?mail|nachricht).{0,80}(?:nicht|zurück)
    fehler bei der (?:nachrichten)?zustellung
    die (?:folgende|zustellung).{0,80}(?:nicht|fehl)
    ceci est (?:un message automatique|un avis|le programme).{0,60}
    le message que vous avez envoyé
    votre message (?:n'a|n'est|ne|à .{1,120} n).{0,60}
    (?:la remise|remise) .{0,60}(?:différée|échoué)
    (?:échec|echec) de (?:la )?(?:remise|distribution|livraison)
    (?:su|tu|el) mensaje (?:no|a .{1,120} no).{0,60}
    no se (?:pudo|puede|ha podido|han podido) entregar
    se produjo un error
    este (?:é|e|es) (?:um|o|un).{0,40}(?:autom|programa)
    (?:a|sua|a sua) mensagem (?:não|nao|enviada|para|que).{0,80}
    (?:não|nao) foi poss[ií]vel (?:entregar|enviar)
    falha na entrega
    il (?:tuo |suo )?messaggio.{0,60}(?:non|inviato)
    (?:siamo spiacenti|spiacenti), (?:il|la|non)
    (?:recapito non riuscito|impossibile recapitare)
    (?:uw|je) (?:bericht|e-?mail).{0,60}niet
    (?:het bezorgen|de bezorging) van
    det gick inte att leverera
    (?:ditt |dit |din )?(?:meddelande|besked|melding|mail|e-?post)\w*.{0,60}(?:inte|ikke)
    levering til
    (?:dostarczenie|nie można dostarczyć|twoja wiadomość|wiadomość).{0,60}(?:nie|do)
    (?:vaše zpráva|doručení|vaši zprávu).{0,60}ne
    это (?:письмо|сообщение).{0,40}(?:создано|отправлено|сгенерировано).{0,60}
    (?:ваше|к сожалению).{0,60}(?:письмо|сообщение).{0,60}
    (?:сбой доставки|не удалось доставить|не удается доставить)
    (?:şu|iletiniz|mesajınız|bu ileti).{0,60}(?:edilemedi|iletilemedi|teslim)
    (?:抱歉|很抱歉|对不起).{0,30}(?:退|邮件|郵件)
    您.{0,80}(?:邮件|郵件|信件).{0,30}(?:退|未|无法|無法|失败|失敗|不)
    未能.{0,40}(?:传送|傳送|投递|投遞|送达)
    (?:这是|此邮件|本邮件).{0,60}(?:退信|退件|自动|系统)
    邮件(?:发送|投递)失败
    (?:次の|以下の|送信した|お客様の|このメール|あなたの).{0,60}(?:配信|送信|届|エラー|宛|あて先)
    (?:メール|メッセージ)(?:を|が|は).{0,30}(?:配信|送信|届)
    アドレスが見つかりません
    (?:메일이|메시지가|다음|회원님|귀하).{0,60}(?:반송|전송|배달|못)
    """,
    re.IGNORECASE | re.MULTILINE,
    around=r"^[^\w\n>]{{0,80}}{}",
)
# A report of success, where no machine-readable part says so.
ARRIVED = any_line(
    r"""
    (?:has been|was) successfully (?:delivered|relayed|sent)
    successful mail delivery
    message delivered to the following
    delivery to the following recipients? (?:was )?succe
    wurde erfolgreich (?:zugestellt|übermittelt)
    """
)
