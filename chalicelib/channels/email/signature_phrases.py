"""What mail programs, phones and companies add below a person's words, by language: data only."""

import re

from chalicelib.channels.email.phrase_lists import any_line, phrases


def _beginning(text: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, phrases(text))) + ")", re.IGNORECASE)


# Beginnings of whole lines; DEVICE must stand in the line too.
SENT_FROM = _beginning(
    """
    Sent from | Hol dir Outlook | Téléchargez Outlook | Obtén Outlook | Outlook herunterladen |
    从 Windows |
    Von Samsung | Von Outlook | Envoyé du | Da iPhone | Inviato da mio | Sendt via | Skickat via |
    통해 보냄 |
    Poslano | Wysłano ze | Wysłane ze | Odoslané zo | Trimis de la | Xiaomi | 寄自 | 傳送自我 |
    Sent via | Sent with | Sent by | Sent using | Sent on the go | Send from my |
    sent from my | Get Outlook for | Get Yahoo Mail for | Download Outlook for | Sent wirelessly |
    Von meinem | Von meiner | Gesendet von | Gesendet mit | Gesendet aus | Gesendet über |
    Diese Nachricht wurde von meinem | Diese E-Mail wurde von meinem | Outlook für |
    Holen Sie sich Outlook | Laden Sie Outlook | Envoyé de mon | Envoyé depuis | Envoyé à partir |
    Envoyé avec | Envoyé par | Envoyé via | Obtenir Outlook | Obtenez Outlook | Télécharger Outlook |
    Enviado desde | Enviado con | Enviado mediante | Obtener Outlook | Enviado do meu | Enviado do |
    Enviado a partir | Enviado de | Enviado via | Enviado pelo | Obter o Outlook | Obter Outlook |
    Inviato da | Inviato dal | Inviato con | Scarica Outlook | Ottieni Outlook | Verzonden vanaf |
    Verstuurd vanaf | Verzonden met | Verstuurd met | Verzonden via | Verstuurd via | Download Outlook |
    Outlook voor | Skickat från | Skickades från | Skickat med | Hämta Outlook | Sendt fra | Sendt med |
    Hent Outlook | Få Outlook | Lähetetty | Hanki Outlook | Wysłano z | Wysłane z |
    Pobierz aplikację Outlook | Pobierz program Outlook | Odesláno z | Odesláno ze | Získat Outlook |
    Získať Outlook | Odoslané z | Az iPhone-omról | iPhone-omról küldve | iPhone-ról küldve |
    Az én iPhone | Trimis de pe | Trimis din | Obțineți Outlook | Изпратено от | Отправлено с |
    Отправлено из | Отправлено от | Скачать Outlook | Скачайте Outlook | Надіслано з | Надіслано із |
    Відправлено з | Завантажити Outlook | Στάλθηκε από | Εστάλη από | Λήψη του Outlook |
    iPhone'umdan gönderildi | iPhone'dan gönderildi | iPad'imden gönderildi | Android için Outlook |
    iOS için Outlook | Samsung cihazımdan gönderildi | נשלח מה | נשלח מ | أُرسلت من | أرسلت من |
    مرسل من | تم الإرسال من | ارسال شده از | 发自我的 | 從我的 | 从我的 | 發自我的 | 来自我的 | 发自 |
    取得 Outlook | 获取 Outlook | iPhoneから送信 | iPadから送信 | 私のiPhoneから送信 |
    Outlook for Android | Outlook for iOS | Androidから送信 | Outlook を入手 | 나의 iPhone에서 보냄 |
    내 iPhone에서 보냄 | 나의 iPad에서 보냄 | iPhone에서 보냄 | Android용 Outlook | iOS용 Outlook |
    Đã gửi từ | Được gửi từ | Gửi từ | Gửi iPhone | ส่งจาก | Dikirim dari | Enviat des |
    Enviat del meu | Poslano s | Poslano sa | Poslano z | Послато са | Saadetud minu | Išsiųsta iš |
    Siųsta iš | Nosūtīts no | Sent securely | Yahoo Mail for | Mail for Windows |
    Mit freundlichen Grüßen von meinem | Diese Mail wurde | Diese Nachricht wurde mit | Sent through |
    Sent mobile | Sent mobil | Sent Mobile | Mailspring | Kurz vom Handy | Gesendet vom |
    Versendet mit | Sendt frå | Inviato tramite | Sent from Mail | Typed on | Tapped | Verschickt |
    Powered by | Provenance | Elküldve
    """
)
DEVICE = any_line(
    r"""
    \A\W*sent from
    i ?-?(?:phon|pad|pod|os|cloud)
    android|samsung|galaxy|blackberry|nokia|lumia|htc|sony|xperia|huawei|xiaomi|redmi
    oneplus|pixel|motorola|moto\b|\blg\b|oppo|vivo
    windows|outlook|yahoo|g-?mail|gmx|web\.de|1&1|proton|mail|mobil|handy|smartphone|tablet
    telefon|phone|t[ée]l[ée]fono|t[ée]l[ée]phone
    celular|telem[óo]vel|wireless|thunderbird|spark|superhuman|zimbra|front\b|boxer|\bnine\b|k-9|\bmac\b|verizon|at&t|t-mobile|app\b
    手机|手機|携帯|スマート|모바일|휴대폰|телефон|планшет
    """
)

# Beginnings of paragraphs that lawyers wrote; LEGAL must stand in the paragraph too.
NOTICE = _beginning(
    """
    this email and any | this e-mail and any | this message and any | this email (including |
    this e-mail (including | this message (including | this message contains | this email contains |
    this e-mail contains | this email is confidential | this e-mail is confidential |
    this message is confidential | this email message | this e-mail message | this transmission |
    this communication | this email is intended | this e-mail is intended | this message is intended |
    this electronic m | the information contained in | the information in this |
    the information transmitted | the contents of this | the content of this | confidentiality notice |
    confidentiality: | confidentiality note | important notice | legal notice |
    privileged and confidential | privileged/confidential | if you are not the intended |
    if you have received this | any views or opinions | any views expressed |
    please consider the environment | consider the environment | think before you print |
    before printing | please think of the environment | save a tree | this email has been scanned |
    this e-mail has been scanned | this message has been scanned | virus-free | no virus found |
    this email was scanned | checked by avg | outgoing mail is certified | diese e-mail enthält |
    diese e-mail ist | diese nachricht ist | diese nachricht enthält | der inhalt dieser |
    diese mail enthält | vertraulichkeit | bitte denken sie an die umwelt | bitte prüfen sie |
    diese e-mail wurde von avast | virenfrei | ce message et | ce message est | ce courriel |
    cet e-mail | ce mail | avis de confidentialité | pensez à l'environnement | afin de respecter |
    este mensaje | este correo | este e-mail | antes de imprimir | la información contenida |
    confidencialidad | libre de virus | esta mensagem | aviso de confidencialidade |
    as informações contidas | livre de vírus | questo messaggio | questa e-mail | questa mail |
    le informazioni contenute | ai sensi del | riservatezza | avviso di riservatezza | dit bericht |
    deze e-mail | de informatie | den här e-posten | detta meddelande | denne e-mail | denne e-posten |
    tämä viesti | ta wiadomość | niniejsza wiadomość | treść tej wiadomości | tento e-mail |
    táto správa | tato zpráva | ez az e-mail | acest mesaj | acest e-mail | это сообщение |
    данное сообщение | настоящее сообщение | це повідомлення | bu e-posta | bu mesaj | 本邮件 | 此邮件 |
    本郵件 | この電子メール | このメール | 이 메일 | 본 메일 | scanned by | avast
    """
)
# Beginnings that people write too: SECRECY must stand in the paragraph.
WEAK_NOTICE = _beginning(
    """
    please note | note: | nota: | the above | the sender | bitte beachten | hinweis |
    wichtiger hinweis | caution: | notice: | advertencia | registered office | company registration |
    este email | cet email | this mail | disclaimer | le présent | la presente | esta comunicación |
    esta comunicação | aviso legal | confidential:
    """
)
SECRECY = any_line(
    r"""
    confidential|privileged|intended recipient|addressee|unauthori[sz]ed
    vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|konfidentiell|fortrolig|конфиденциальн
    """
)
LEGAL = any_line(
    r"""
    confidential|privileged|addressee|disclos|unauthori[sz]ed|liab
    intended (?:solely |only )?(?:recipient|for|addressee)
    consider the environment|before printing|print this|virus|malware|scanned
    received (?:this|it) in error|registered (?:in|office|number)
    vertraulich|empf[äa]nger|umwelt|ausdruck|unbefugt
    confidentiel|destinataire|environnement|imprimer|diffusion
    confidencial|destinatari|imprimir|medio ambiente|meio ambiente|divulga
    riservat|vietat|stampa
    vertrouwelijk|geadresseerde|milieu
    konfidentiell|fortrolig|luottamuksel|mottagare|modtager
    poufn|adresat|důvěrn|určen|bizalmas|confiden[țt]
    конфиденциальн|адресат|конфіденційн
    gizli
    机密|保密|機密|기밀
    """
)

# The line with which people end a letter.
CLOSING = _beginning(
    """
    best | kind regards | regards | warm | thanks | thank you | many thanks | cheers | sincerely |
    yours | cordially |
    mit freundlichen | viele grüße | beste grüße | freundliche grüße | grüße | gruß | liebe grüße |
    mfg | lg | vg |
    cordialement | bien cordialement | bien à vous | merci | saludos | un saludo | atentamente |
    gracias |
    cumprimentos | atenciosamente | obrigad | abraço | cordiali saluti | saluti | distinti saluti |
    grazie |
    met vriendelijke | groet | groeten | mvh | med vänliga | vänliga | med venlig | venlig hilsen |
    hilsen | vennlig |
    terveisin | ystävällisin | pozdrawiam | z poważaniem | s pozdravem | s pozdravom | üdvözlettel |
    tisztelettel |
    cu stima | с уважением | з повагою | με εκτίμηση | saygılarımla | 此致 | 祝好 | よろしくお願い |
    감사합니다
    """
)

# Below the words of a mail that came over a list.
LIST_FOOTER = _beginning(
    """
    unsubscribe | to unsubscribe | you received this message because | you are receiving this |
    to post to this group | visit this group at | for more options | to view this discussion |
    you are subscribed to | to manage your subscription | mailing list
    """
)

# Above them, where a company warns its own people.
BANNERS = any_line(
    r"""
    caution\W{0,3}(?:this|external)
    warning\W{0,3}(?:this (?:e-?mail|message)|external)
    external (?:e-?mail|sender|message|mail)
    (?:this|the) (?:e-?mail|message) (?:originated|came|was sent) from (?:outside|an external)
    you don't often get email from
    achtung\W{0,3}(?:externe|diese e-mail)
    attention\W{0,3}(?:ce (?:courriel|message|mail)|courriel externe)
    """
)
