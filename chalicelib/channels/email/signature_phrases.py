"""What mail programs, phones and companies add below a person's words, by language: data only."""

from chalicelib.channels.email.phrase_lists import phrases

# Beginnings of whole lines.
SENT_FROM = phrases(
    """
    Sent from | Sent via | Sent with | Sent by | Sent using | Sent on the go | Send from my |
    sent from my | Get Outlook for | Get Yahoo Mail for | Download Outlook for | Sent wirelessly |
    Von meinem | Von meiner | Gesendet von | Gesendet mit | Gesendet aus | Gesendet über |
    Diese Nachricht wurde von meinem | Diese E-Mail wurde von meinem | Outlook für |
    Holen Sie sich Outlook | Laden Sie Outlook | Envoyé de mon | Envoyé depuis | Envoyé à partir |
    Envoyé avec | Envoyé par | Envoyé via | Obtenir Outlook | Obtenez Outlook | Télécharger Outlook |
    Provenance | Enviado desde | Enviado con | Enviado mediante | Obtener Outlook | Enviado do meu |
    Enviado do | Enviado a partir | Enviado de | Enviado via | Enviado pelo | Obter o Outlook |
    Obter Outlook | Inviato da | Inviato dal | Inviato con | Scarica Outlook | Ottieni Outlook |
    Verzonden vanaf | Verstuurd vanaf | Verzonden met | Verstuurd met | Verzonden via | Verstuurd via |
    Download Outlook | Outlook voor | Skickat från | Skickades från | Skickat med | Hämta Outlook |
    Sendt fra | Sendt med | Hent Outlook | Få Outlook | Lähetetty | Hanki Outlook | Wysłano z |
    Wysłane z | Pobierz aplikację Outlook | Pobierz program Outlook | Odesláno z | Odesláno ze |
    Získat Outlook | Získať Outlook | Odoslané z | Az iPhone-omról | iPhone-omról küldve |
    iPhone-ról küldve | Elküldve | Az én iPhone | Trimis de pe | Trimis din | Obțineți Outlook |
    Изпратено от | Отправлено с | Отправлено из | Отправлено от | Скачать Outlook | Скачайте Outlook |
    Надіслано з | Надіслано із | Відправлено з | Завантажити Outlook | Στάλθηκε από | Εστάλη από |
    Λήψη του Outlook | iPhone'umdan gönderildi | iPhone'dan gönderildi | iPad'imden gönderildi |
    Android için Outlook | iOS için Outlook | Samsung cihazımdan gönderildi | נשלח מה | נשלח מ |
    أُرسلت من | أرسلت من | مرسل من | تم الإرسال من | ارسال شده از | 发自我的 | 從我的 | 从我的 |
    發自我的 | 来自我的 | 发自 | 取得 Outlook | 获取 Outlook | iPhoneから送信 | iPadから送信 |
    私のiPhoneから送信 | Outlook for Android | Outlook for iOS | Androidから送信 | Outlook を入手 |
    나의 iPhone에서 보냄 | 내 iPhone에서 보냄 | 나의 iPad에서 보냄 | iPhone에서 보냄 |
    Android용 Outlook | iOS용 Outlook | Đã gửi từ | Được gửi từ | Gửi từ | Gửi iPhone | ส่งจาก |
    Dikirim dari | Enviat des | Enviat del meu | Poslano s | Poslano sa | Poslano z | Послато са |
    Saadetud minu | Išsiųsta iš | Siųsta iš | Nosūtīts no | Sent securely | Yahoo Mail for |
    Mail for Windows | Mit freundlichen Grüßen von meinem | Diese Mail wurde |
    Diese Nachricht wurde mit | Sent through | Typed on | Tapped out on | Mobile: | Powered by |
    Sent mobile | Sent mobil | Sent Mobile | Mailspring | Verschickt | Kurz vom Handy | Gesendet vom |
    Versendet mit | Sendt frå | Inviato tramite | Sent from Mail
    """
)

# Beginnings of paragraphs that lawyers wrote.
DISCLAIMERS = phrases(
    """
    this email and any | this e-mail and any | this message and any | this email (including |
    this e-mail (including | this message (including | this message contains | this email contains |
    this e-mail contains | this email is confidential | this e-mail is confidential |
    this message is confidential | this email message | this e-mail message | this transmission |
    this communication | this email is intended | this e-mail is intended | this message is intended |
    this electronic m | the information contained in | the information in this |
    the information transmitted | the contents of this | the content of this | confidentiality notice |
    confidentiality: | confidentiality note | confidential: | disclaimer | important notice | notice: |
    legal notice | privileged and confidential | privileged/confidential | if you are not the intended |
    if you have received this | any views or opinions | any views expressed |
    please consider the environment | consider the environment | think before you print |
    before printing | please think of the environment | save a tree | caution: |
    this email has been scanned | this e-mail has been scanned | this message has been scanned |
    virus-free | scanned by | avast | no virus found | this email was scanned | checked by avg |
    outgoing mail is certified | caution - external | caution external | external email | [external |
    diese e-mail enthält | diese e-mail ist | diese nachricht ist | diese nachricht enthält |
    der inhalt dieser | diese mail enthält | vertraulichkeit | bitte denken sie an die umwelt |
    bitte prüfen sie | diese e-mail wurde von avast | virenfrei | ce message et | ce message est |
    ce courriel | cet email | cet e-mail | ce mail | avis de confidentialité |
    pensez à l'environnement | afin de respecter | este mensaje | este correo | este e-mail |
    aviso legal | antes de imprimir | la información contenida | confidencialidad | libre de virus |
    esta mensagem | este email | aviso de confidencialidade | as informações contidas | livre de vírus |
    questo messaggio | questa e-mail | questa mail | le informazioni contenute | ai sensi del |
    riservatezza | avviso di riservatezza | dit bericht | deze e-mail | de informatie |
    den här e-posten | detta meddelande | denne e-mail | denne e-posten | tämä viesti | ta wiadomość |
    niniejsza wiadomość | treść tej wiadomości | tento e-mail | táto správa | tato zpráva |
    ez az e-mail | acest mesaj | acest e-mail | это сообщение | данное сообщение | настоящее сообщение |
    це повідомлення | bu e-posta | bu mesaj | 本邮件 | 此邮件 | 本郵件 | この電子メール | このメール |
    이 메일 | 본 메일
    """
)

# What a list adds below every mail.
LIST_FOOTERS = phrases(
    """
    unsubscribe | to unsubscribe | you received this message because | you are receiving this |
    to post to this group | mailing list | visit this group at | for more options |
    to view this discussion
    """
)
