"""Subjects of delivery reports in many languages. Data only."""

from chalicelib.channels.email.phrase_lists import any_line

SUBJECT = any_line(
    r"""
    undeliver
    not deliver
    failure notice
    returned mail
    returned to sender
    returned e-?mail
    return(?:ed)? (?:of )?message
    delivery (?:status notification|failure|failed|problem|report|error|notification)
    delivery (?:has failed|incomplete|unsuccess)
    mail (?:delivery )?(?:failed|failure|error|system error|could not)
    message (?:could not|not |un)deliver
    message (?:delivery )?(?:failed|failure|error)
    non[- ]?deliver
    (?:could not|couldn.t|cannot|can.t) be delivered
    unable to deliver
    bounced? (?:e-?mail|message)
    message (?:was )?rejected
    automatically rejected
    bounce (?:notification|message|action)
    user unknown
    unknown user
    report to sender
    not posted
    blocked by
    delivery report \(fail
    recapito non riuscito
    nicht zustellbar
    (?:zpráva|wiadomość) n
    nie została dostarczona
    не удается доставить
    ошибка при отправке
    (?:发送|投递)失败
    \[bounce\]
    \Abounce:
    permanent (?:delivery )?(?:failure|error)
    status notification
    wasn.t delivered
    e-?mail (?:was )?returned
    return receipt failed
    mailbox (?:is )?full
    unzustellbar
    nicht zustellbar
    zustell\w+ fehlgeschlagen
    fehlgeschlagen
    nicht zugestellt
    zurückgewiesen
    no se (?:puede|pudo|ha podido) entregar
    no entregad
    devuelto
    entrega fallida
    imposible de entregar
    error de entrega
    non[ -]remi[st]
    non distribu
    impossible de remettre
    échec
    retour du message
    remise impossible
    non délivr
    não (?:é|foi) possível entregar
    não entregue
    falha na entrega
    devolvid
    devolução
    mancato recapito
    impossibile recapitare
    mancata consegna
    non recapit
    onbestelbaar
    niet bezorgd
    kan niet worden bezorgd
    inte levereras
    olevererbart
    ikke leveres
    ei voitu toimittaa
    niedostarczon
    nie dostarczono
    zwrot
    nedoručiteln
    nedoručen
    kézbesíthetetlen
    недостав
    не доставлен
    не может быть доставлен
    не удалось доставить
    teslim edilemedi
    iletilemedi
    退信
    无法投递
    無法(?:傳遞|投遞|送達)
    未送达
    投递失败
    退件
    配信不能
    配信エラー
    送信エラー
    届けられません
    반송
    전송 ?실패
    배달할 수 없
    """
)
DELAY_SUBJECT = any_line(
    r"""
    \(delay\)
    delayed
    delay notification
    delivery delay
    warning: (?:message|could not send|mail)
    still (?:being )?(?:retried|trying)
    \Awaiting mail\b
    verzögert
    verzögerung
    retrasad
    retard
    différée
    aplazad
    atrasad
    ritard
    vertraagd
    försen
    zpožd
    opóźni
    задерж
    延迟
    遅延
    지연
    """
)
