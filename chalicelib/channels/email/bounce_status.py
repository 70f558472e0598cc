"""The enhanced status (RFC 3463) that words of mail systems amount to, and what a status means. Data only."""

from chalicelib.channels.email.phrase_lists import any_line

REFUSED = "5.7.1"
# The enhanced status (RFC 3463) that words amount to.
STATUS_BY_WORDS = (
    (
        any_line(
            r"""
            host (?:unknown|not found)
            domain (?:name )?not found
            unrout(?:e)?able
            couldn't find any host
            no mx
            no mail servers? (?:appear|exist|found|could)
            name service error
            unknown (?:host|domain)
            domain .{0,60}do(?:es not|esn'?t) exist
            """
        ),
        "5.1.2",
    ),
    (
        any_line(
            r"""
            user unknown
            unknown user
            user is unknown
            no such (?:user|mailbox|recipient|address|person|account)
            do(?:es not|esn't) (?:exist|have an? .{0,20}account)
            no mailbox
            (?:user|mailbox|recipient|account|address) (?:is )?not found
            (?:unknown|invalid|bad) (?:recipient|address|user|mailbox)
            address rejected
            not listed in
            not a valid
            (?:unknown|illegal) or (?:illegal|unknown) (?:alias|user)
            (?:addressee|account|mailbox) unknown
            unknown (?:to )?(?:address|account|mailbox|alias)
            (?:addresses|recipients?|users?) (?:were|was|are|is) unknown
            550[ -](?:\d\.\d\.\d )?.{0,60}mailbox (?:unavailable|not available)
            (?:user|recipient|address)(?: .{1,80})? (?:is )?(?:not known|unknown)\b
            (?:not|isn't) (?:a )?(?:known|valid|existing|our customer)
            no (?:valid recipients|mailbox here|such)
            (?:recipient|address|user)?not ?found
            (?:couldn't|could not) be found
            wasn't found
            not recogni[sz]ed
            (?:is|was) not on file
            not (?:local|listed)
            nicht (?:erkannt|im domino|aufgeführt)
            ne figure pas
            no longer (?:valid|exists|active|available|on server|with)
            may not exist
            unbekannt
            (?:adresse|konto|benutzer|empfänger).{0,80}nicht (?:gefunden|vorhanden|bekannt)
            existiert nicht
            desconocid[oa]
            no existe
            inexistente
            no se (?:ha )?(?:encontr)
            (?:usuário|usuario|conta).{0,30}(?:desconhecid|inexist|não existe)
            desconhecid[oa]
            não foi encontrad[oa]
            não foi possível encontrar
            (?:destinataire|adresse|utilisateur).{0,40}(?:inconnu|invalide|introuvable|n'existe)
            inconnue?\b
            introuvable
            (?:utente|indirizzo|casella).{0,30}(?:sconosciut|inesistente)
            sconosciut[oa]
            impossibile trovare
            non è stato trovato
            onbekend
            niet gevonden
            hittades inte
            nie (?:ma takiego|istnieje|znaleziono)
            neexistuje
            не (?:существует|найден)
            такого пользователя
            bulunamadı
            (?:不存在|找不到|無此|无此|查无此人|用户未找到)
            (?:存在しません|見つかり|アドレス不明|登録されていません|宛先不明|該当)
            (?:존재하지 않는|없는 (?:사용자|계정|주소)|찾을 수 없)
            """
        ),
        "5.1.1",
    ),
    (
        any_line(
            r"""
            over ?quota
            quota ?(?:is )?(?:exceed|full)
            (?:mail ?box|inbox|account|folder)\S{0,40} (?:is |was )?(?:too )?full\b
            exceed.{0,30}quota
            storage (?:quota|limit|space)|insufficient (?:system )?storage|exceed\w* storage
            (?:mailbox|mailfolder|account) .{0,30}(?:exceed|over).{0,30}(?:size|limit|quota)
            (?:over|exceeded|beyond) (?:its |the |his |their )?(?:allowed )?(?:disk )?(?:quota|storage)
            (?:messages|size).{0,30}exceeded the (?:local )?limit
            not enough (?:disk )?space
            (?:postfach|mailbox).{0,30}(?:voll|überfüllt)
            (?:boîte|boite).{0,30}pleine
            (?:buzón|buzon|casilla).{0,30}(?:llen|cuota)
            caixa (?:postal|de (?:correio|entrada)) (?:está )?cheia
            casella.{0,20}piena
            (?:ящик|почтов).{0,30}(?:переполн|заполн)
            (?:邮箱|郵箱|信箱|空间|空間|容量).{0,20}(?:已?满|已?滿|不足|超)
            (?:容量|メールボックス|受信箱).{0,20}(?:超|いっぱい|一杯)
            (?:용량|메일함).{0,20}(?:초과|가득|부족)
            """
        ),
        "5.2.2",
    ),
    (
        any_line(
            r"""
            too (?:large|big)
            exceeds? (?:the )?(?:maximum )?size
            (?:message|mail) size
            size limit
            """
        ),
        "5.3.4",
    ),
    (any_line(r"disabled|inactive|suspended|deactivated"), "5.2.1"),
    (
        any_line(r"timed? ?out|retry time|connection refused|not responding|unreachable|too long|expired"),
        "5.4.7",
    ),
    (any_line(r"loop|too many hops"), "5.4.6"),
    (
        any_line(
            r"""
            spam
            blocked
            blacklist
            blocklist
            policy
            virus
            content (?:rejected|filter|polic|restrict)
            denied
            rejected
            not accept(?:ing)? (?:e-?)?mails? from
            only accepts? (?:e-?)?mails? from
            """
        ),
        REFUSED,
    ),
)
CLASS_BY_STATUS = (
    ("5.1.2", "host unknown"),
    ("5.1", "unknown address"),
    ("5.2.1", "mailbox disabled"),
    ("5.2.2", "mailbox full"),
    ("4.2.2", "mailbox full"),
    ("5.2.3", "too large"),
    ("5.3.4", "too large"),
    ("5.4.6", "loop"),
    ("5.4", "host unreachable"),
    ("4.4", "host unreachable"),
    ("5.7", "rejected"),
    ("4.7", "rejected"),
    ("5.6", "rejected"),
    ("4.", "temporary"),
)
# The status where a reply code of SMTP (RFC 5321, 4.2.3) stands alone.
STATUS_BY_CODE = {
    "421": "4.4.2",
    "450": "4.2.0",
    "451": "4.3.0",
    "452": "4.3.1",
    "551": "5.1.6",
    "552": "5.2.2",
    "553": "5.1.3",
}
# These say little: the words beside them say more.
VAGUE = frozenset(("5.5.0", "5.3.0", "5.1.0", "5.2.0", "4.2.0", "4.3.0", "5.4.0", "5.7.0"))
SPAM = any_line(
    r"""
    spam
    \bjunk\b
    unsolicited
    \bbulk\b
    black ?list
    block ?list
    deny ?list
    \bd?n?s?\.?rbls?\b
    dnsbl
    spamhaus
    barracuda
    reputation
    \bdmarc\b
    \bspf\b
    virus
    suspicious
    垃圾
    迷惑メール
    스팸
    """
)
