"""What mail programs and phones add below a person's words, and how people end: data only."""

from chalicelib.channels.email.phrase_lists import any_line, beginning

# Beginnings of whole lines; DEVICE must stand in the line too.
SENT_FROM = beginning(
    """
    Sent from | Hol dir Outlook | Téléchargez Outlook | Obtén Outlook | Outlook herunterladen |
    从 Windows |
    Von Samsung | Von Outlook | Von Yahoo | Envoyé du | Da iPhone | Inviato da mio | Sendt via | Skickat via |
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
    Powered by | Provenance | Elküldve | Get BlueMail for | Get TypeApp for | 签名由 | Secured with |
    Secure your email | Sent fra | Mobil gesendet | Von unterwegs | Unterwegs gesendet |
    Connected by | Envoyé d'un
    """
)
DEVICE_NAME = any_line(
    r"""
    i-?phone|i-?pad|\bios\b|android|samsung|galaxy|blackberry|xperia|huawei|xiaomi|\bwindows\b|\boutlook\b
    \Afrom |\Avia
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
    m[óo]vil|cellulare|\bportable\b|мобильн|мобільн|\bthe go\b|unterwegs
    celular|telem[óo]vel|wireless|thunderbird|spark|superhuman|zimbra|front\b|boxer|\bnine\b|k-9|\bmac\b|verizon|at&t|t-mobile|app\b
    메일|メール|手机|手機|网易|邮箱|tuta|携帯|スマート|모바일|휴대폰|телефон|планшет
    """
)

# A word for "sent" in front, with a device in the line, whatever stands between.
SENT = any_line(
    r"""
    (?:e-?mail |message )?sent (?:from|on|via|with|using|by)\b|(?:typed|written) (?:on|with)\b
    (?:from|via) (?:a |my |the )?(?=mobile|phone|i-?phone|i-?pad|android)
    (?:ver|ge)?sendet|gesendet|envoy[ée]|enviad[oa]|inviat[oa]|verzonden|verstuurd
    skicka(?:t|des)|sendt|lähetetty|wysłan[oe]|odesláno|odoslané|отправлено|надіслано|відправлено|изпратено
    στάλθηκε|trimis|poslano|послато|enviat|saadetud|išsiųsta|nosūtīts|dikirim|đã gửi|ส่งจาก|נשלח|أُ?رسلت
    """
)
# What needs no such word: Outlook's own line, and "Sent with Name".
APP = any_line(
    r"""
    aka\.ms/(?:o0ukef|AAb9ysg|ghei36|qtex0l)
    \boutlook\b.{0,30}\b(?:ios|android)\b|(?:ios|android)(?:用| |용|için|向け).{0,6}outlook
    \Asent (?:via|with|using) (?-i:(?!DHL|UPS|USPS|FedEx|TNT|DPD|GLS)[A-Z][\w.]{2,20}(?: [A-Z]\w{1,20})?)(?:\W{1,3}(?:https?://|www\.)\S{3,60})?\Z
    """
)
# Ends of such lines, in languages that put the verb there.
SENT_FROM_END = any_line(
    r"""
    에서 보냄\Z|에서 보냈습니다\Z|에서 전송\w{0,4}\Z|から送信\w{0,5}\Z|gönderildi\Z|küldve\Z|傳送\Z|发送\Z
    """
)

# The line with which people end a letter.
CLOSING = beginning(
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
