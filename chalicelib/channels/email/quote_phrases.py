"""What mail programs put around quoted words, by language: data only, read by `quote_marks`."""

from chalicelib.channels.email.phrase_lists import phrases

# "... wrote" at the end of the line in front of a quote, or inside it ("schrieb X am ...").
WROTE = {
    "en": phrases("wrote | writes | has written | scribbled | sent"),
    "de": phrases("schrieb | schrieben | hat geschrieben | geschrieben | schreibt"),
    "fr": phrases("a écrit | écrit | a ecrit | écrivait | a écrit ce qui suit"),
    "es": phrases("escribió | escribio | ha escrito | escribía"),
    "pt": phrases("escreveu | escreveram | escreve"),
    "it": phrases("ha scritto | scrisse | scrive | ha inviato"),
    "nl": phrases("schreef | het volgende geschreven | schreef het volgende | heeft geschreven"),
    "sv": phrases("skrev | skrev följande | har skrivit"),
    "da": phrases("skrev | skrev følgende | har skrevet"),
    "nb": phrases("skrev | skrev følgende"),
    "fi": phrases("kirjoitti | kirjoitti seuraavasti"),
    "pl": phrases(
        "napisał | napisała | napisał(a) | pisze | napisał/a | napisano | napisal | napisala | napisal(a)"
    ),
    "cs": phrases("napsal | napsala | napsal(a) | napsal/a"),
    "sk": phrases("napísal | napísala | napísal(a) | napísal/a"),
    "hu": phrases("írta | ezt írta | a következőt írta | írta (időpont | ezt írta (időpont"),
    "ro": phrases("a scris | a scris următoarele"),
    "bg": phrases("написа | написал | писа"),
    "ru": phrases(
        "написал | написала | написал(а) | пишет | писал | писал(а) | писала | вы писали | написал(a)"
    ),
    "uk": phrases("написав | написала | написав(ла) | пише | писав | писав(ла) | написав(-ла) | пишуть"),
    "el": phrases("έγραψε | έγραψαν | εγραψε"),
    "tr": phrases("yazdı | şunu yazdı | şöyle yazdı | şunları yazdı | yazmış | tarihinde yazdı"),
    "he": phrases("כתב | כתבה | כתב/ה | מאת | ‏כתב"),
    "ar": phrases("كتب | كتبت | تمت كتابة ما يلي بواسطة | كتب/كتبت"),
    "fa": phrases("نوشت | نوشته است"),
    "zh": phrases("写道 | 寫道 | 编写 | 撰寫 | 写 | 來信 | 来信"),
    "ja": phrases("書きました | のメール | のメッセージ | wrote | 書かれました | さんは書きました | 記述"),
    "ko": phrases("쓴 글 | 작성 | 님이 작성 | 썼습니다 | 님이 쓴 글 | 작성했습니다 | 님의 말"),
    "vi": phrases("đã viết | viết | đã viết như sau"),
    "th": phrases("เขียน | เขียนว่า | ได้เขียน"),
    "id": phrases("menulis | telah menulis | menulis berikut ini"),
    "ca": phrases("va escriure | ha escrit | escrigué"),
    "hr": phrases(
        "je napisao | je napisala | napisao je | je napisao/la | je napisao/napisala | napisao | napisala"
    ),
    "sr": phrases("је написао | је написала | је написао/ла | написао је | је написао/написала | пише"),
    "sl": phrases("je napisal | je napisala | je napisal/a | piše | je napisal/-a"),
    "lt": phrases("rašė | parašė"),
    "lv": phrases("rakstīja | uzrakstīja"),
    "et": phrases("kirjutas | kirjutasid"),
    "is": phrases("skrifaði | reit"),
    "gl": phrases("escribiu"),
    "eu": phrases("idatzi du | igorleak hau idatzi zuen | idatzi zuen"),
    "af": phrases("het geskryf | geskryf | skryf"),
    "hi": phrases("ने लिखा | लिखा"),
    "ga": phrases("scríobh"),
    "cy": phrases("ysgrifennodd"),
}

# Beginnings that need no verb behind them.
QUOTING = phrases(
    """
    Quoting | Zitat von | Citando a | Citando | Citation de | Quoth | Missatge de | In a message dated |
    Wiadomość napisana przez | In article | In message | Thus spake | Thus spoke | Citat | Citerar | Citeren |
    Auszug aus der Nachricht von | Em mensagem de | Selon
    """
)

# What Gmail and its groups show instead of a quote, in brackets or between dashes.
HIDDEN = phrases(
    """
    Quoted text hidden | Hide quoted text | Show quoted text | Zitierter Text ausgeblendet |
    Zitierten Text ausblenden | Zitierten Text anzeigen | Texte des messages précédents masqué |
    Masquer le texte des messages précédents | Afficher le texte des messages précédents |
    El texto citado está oculto | Ocultar texto citado | Mostrar texto citado |
    Texto das mensagens anteriores oculto | Testo tra virgolette nascosto | Nascondi testo citato |
    Mostra testo citato | Tekst uit oorspronkelijke bericht is verborgen | Цитируемый текст скрыт |
    Скрыть цитируемый текст | Показать цитируемый текст | Citerad text är dold | Cytowany tekst ukryty
    """
)

# A line that a ticket system writes: the answer is above it.
REPLY_ABOVE = phrases(
    """
    reply above this line | reply above the line | write above this line | type your reply above |
    type your response above | reply above this | respond above this line | enter your reply above |
    add your reply above | reply to this email above this line | above this line to reply |
    only text above this line | antworten sie bitte über dieser | oberhalb dieser zeile |
    über dieser zeile | bitte antworten sie oberhalb | au-dessus de cette ligne |
    au dessus de cette ligne |
    por encima de esta línea | encima de esta línea | acima desta linha | sopra questa riga |
    al di sopra di questa riga | boven deze lijn | boven deze regel | ovanför den här raden |
    over denne linje | over denne linjen | powyżej tej linii | nad tento řádek | nad tímto řádkem |
    выше этой строки | bu satırın üstüne | 在此行上方 | この行より上
    """
)

# How the line in front of a quote begins.
ON = phrases(
    """
    Em data de | Le lun | Missatge | Na dan | Em seg | V V | ในวันที่ | در تاریخ | Ngày |
    On | Am | Le | El | Em | No dia | Il | In data | Il giorno | Op | Den | På | Pe data de | În data |
    La | Dne | Dňa | W dniu | Dnia | A | Dana | U | Στις | Στίς | На | В | Ha | Il dì | At | Quoting |
    Zitat von | Quoting from | Citando a | Citando | Citation de | ב- | בתאריך | في | Pada | Vào | Lúc |
    เมื่อ | Kl. | kl. | ke | Le dim. | In article | In message | Thus spake | Hi | Hello | Tarihinde |
    Kuupäeval | Quoth | 在 | 於 | 于 | El día | Em qua | Ar | Þann | Vom | Mit Datum | From | Em data
    """
)

# Labels of the block that programs put above what they quote or forward.
FROM_LABELS = phrases(
    """
    From | Von | De | Da | Van | Från | Fra | Frá | Lähettäjä | Od | Feladó | De la | От | Від | Από |
    Kimden | Gönderen | מאת | من | از | 发件人 | 寄件者 | 寄件人 | 發件人 | 差出人 | 送信者 |
    보낸 사람 | 보낸사람 | 발신 | Từ | Người gửi | จาก | Dari | Expéditeur | Remitente | Mittente |
    Remetente | Absender | Afzender | Avsändare | Nadawca | Odesílatel | Отправитель | Відправник |
    Saatja | Nuo | Siuntėjas | No | Sūtītājs | Pošiljatelj | Пошиљалац | От кого | От Кого | Кому от |
    Expeditor | Αποστολέας | Nga | Mula kay | Прати | Šalje | 發信人 | 发信人
    """
)

SENT_LABELS = phrases(
    """
    Sent | Date | Gesendet | Datum | Envoyé | Envoyé le | Date d'envoi | Enviado | Enviado el | Enviada em |
    Enviado em | Enviada | Fecha | Data | Inviato | Verzonden | Skickat | Sendt | Dato | Lähetetty |
    Päivämäärä | Päiväys | Pvm | Wysłano | Wysłane | Data wysłania | Odesláno | Odoslané | Dátum |
    Elküldve | Küldve | Küldés dátuma | Trimis | Data trimiterii | Изпратено | Дата | Отправлено |
    Дата отправки | Надіслано | Відправлено | Στάλθηκε | Ημερομηνία | Gönderme Tarihi | Gönderildi |
    Tarih | נשלח | נשלח ב | תאריך | تاريخ الإرسال | أرسلت | التاريخ | تم الإرسال | ارسال شده |
    发送时间 | 发送日期 | 日期 | 时间 | 寄件日期 | 傳送時間 | 送信日時 | 日付 | 日時 | 보낸 날짜 |
    보낸 시간 | 날짜 | 전송 | Ngày | Đã gửi | Ngày gửi | วันที่ | ส่ง | ส่งเมื่อ | Dikirim | Tanggal |
    Enviat | Enviat el | Poslato | Poslano | Послато | Saadetud | Kuupäev | Išsiųsta | Nosūtīts | Datums |
    Sent at | Sent on | Изпратено на | Время | Sendt den | Sent Date | Dagsetning
    """
)

TO_LABELS = phrases(
    """
    To | An | À | A | Para | Aan | Till | Til | Vastaanottaja | Do | Komu | Címzett | Către | Catre |
    До | Кому | Προς | Kime | Alıcı | אל | לכבוד | إلى | الى | به | 收件人 | 收件者 | 宛先 | 받는 사람 |
    받는사람 | 수신 | Đến | Tới | ถึง | Kepada | Ke | Per a | Za | Prima | Kellele | Kam | Adresát |
    Destinataire | Destinatario | Destinatário | Empfänger | Ontvanger | Adresat | Получатель | Към |
    Lähetetty kohteeseen | Για | A la | Saaja | 收信人
    """
)

SUBJECT_LABELS = phrases(
    """
    Subject | Betreff | Objet | Asunto | Assunto | Oggetto | Onderwerp | Ämne | Emne | Aihe | Temat |
    Předmět | Predmet | Tárgy | Subiect | Относно | Тема | Θέμα | Konu | נושא | הנדון | الموضوع |
    موضوع | 主题 | 主題 | 主旨 | 件名 | 제목 | Chủ đề | Tiêu đề | ชื่อเรื่อง | เรื่อง | หัวเรื่อง |
    Subjek | Perihal | Assumpte | Zadeva | Naslov | Teema | Tema | Temats | Vec | Efni | Onderw. | Re |
    Sujet | Topic | 標題 | 标题
    """
)

CC_LABELS = phrases(
    """
    Cc | CC | Kopie | Kopia | Copie à | Copie | Copia | Kopi | Kopio | DW | Másolatot kap | Копия |
    Копія | Κοιν. | Κοινοποίηση | Bilgi | עותק | نسخة | 抄送 | 副本 | 참조 | Đồng gửi | สำเนา |
    Tembusan | Kópia | Cópia | Reply-To | Reply to | Antwort an | Répondre à | Responder a | Bcc |
    Importance | Attachments | Anlagen | Adjuntos | Pièces jointes | Priority | Organization |
    Message-ID | Wichtigkeit | Priorität | Importancia | Datos adjuntos | Message-Id | 重要性 | 附件
    """
)

# Between dashes, stars or underscores: "-----Original Message-----".
ORIGINAL = phrases(
    """
    Původní e-mail | Originální zpráva | Pôvodný e-mail | Wiadomość początkowa |
    Alkuperäinen sähköposti |
    Исходное электронное письмо | 原始訊息 | 原件 | Mensaje citado | Messaggio precedente |
    Originalbeskjed |
    Original Message | Original message | Original | 邮件原件 |
    原始内容 | Original Appointment | Original Email | Original e-mail | Original Mail |
    Reply message | Ursprüngliche Nachricht | Ursprüngliche Mail | Originalnachricht |
    Original-Nachricht | Originalmail | Ursprungliche Nachricht | Message d'origine | Message original |
    Message initial | E-mail d'origine | Mensaje original | Mensaje Original | Correo original |
    Mensagem original | Mensagem Original | Messaggio originale | Messaggio Originale |
    Oorspronkelijk bericht | Origineel bericht | Oorspronkelijke bericht | Originalmeddelande |
    Ursprungligt meddelande | Oprindelig meddelelse | Original meddelelse | Opprinnelig melding |
    Alkuperäinen viesti | Wiadomość oryginalna | Oryginalna wiadomość | Wiadomość pierwotna |
    Původní zpráva | Původní e-mail | Pôvodná správa | Eredeti üzenet | Mesaj original |
    Mesajul original | Оригинално съобщение | Исходное сообщение | Исходное письмо |
    Первоначальное сообщение | Оригинальное сообщение | Пересылаемое сообщение | Вихідне повідомлення |
    Початкове повідомлення | Оригінальне повідомлення | Αρχικό μήνυμα | Orijinal Mesaj | Özgün İleti |
    Orijinal ileti | הודעה מקורית | الرسالة الأصلية | رسالة أصلية | پیام اصلی | 原始邮件 | 原始信件 |
    原始郵件 | 原邮件 | 元のメッセージ | 元のメール | 원본 메시지 | 원본 메일 | 원본메일 | Thư gốc |
    Tin nhắn gốc | ข้อความต้นฉบับ | Pesan Asli | Pesan asli | Missatge original | Izvorna poruka |
    Originalna poruka | Оригинална порука | Izvorno sporočilo | Originalus laiškas |
    Oriģinālais ziņojums | Algne sõnum | Originaalkiri | Upprunaleg skilaboð | Mensaxe orixinal |
    Mensaje reenviado | Оригинално писмо | Reply Message | Antwort | Nachricht | Previous Message
    """
)

# The line above a forwarded mail.
FORWARDED = phrases(
    """
    Forwarded message | Forwarded Message | Begin forwarded message | Start of forwarded message |
    Forwarded by | Forwarded mail | Forwarded email | Forwarded e-mail | Weitergeleitete Nachricht |
    Weitergeleitete Mail | Anfang der weitergeleiteten Nachricht | Anfang der weitergeleiteten E-Mail |
    Weitergeleitet von | Message transféré | Message transmis | Début du message transféré |
    Début du message réexpédié | Mensaje reenviado | Inicio del mensaje reenviado |
    Mensagem encaminhada | Mensagem reencaminhada | Início da mensagem encaminhada |
    Início da mensagem reencaminhada | Messaggio inoltrato | Inizio messaggio inoltrato |
    Inizio del messaggio inoltrato | Doorgestuurd bericht | Begin doorgestuurd bericht |
    Vidarebefordrat meddelande | Vidarebefordrat brev | Vidarebefordrat mejl |
    Start på vidarebefordrat brev | Videresendt meddelelse | Start på videresendt besked |
    Videresendt melding | Videresendt e-post | Begynnelsen på videresendt melding | Välitetty viesti |
    Välitetty viesti alkaa | Edelleenlähetetty viesti | Przekazana wiadomość | Wiadomość przekazana |
    Początek przekazywanej wiadomości | Přeposlaná zpráva | Začátek přeposlané zprávy |
    Preposlaná správa | Začiatok preposlanej správy | Továbbított üzenet | Továbbított levél kezdete |
    Mesaj redirecționat | Mesaj redirecţionat | Mesaj transmis | Începutul mesajului redirecționat |
    Препратено съобщение | Пересылаемое сообщение | Пересланное сообщение | Пересылаемое письмо |
    Начало переадресованного сообщения | Начало переадресованного письма | Переслане повідомлення |
    Пересилається повідомлення | Початок листа, що пересилається | Προωθημένο μήνυμα |
    Έναρξη προωθημένου μηνύματος | Yönlendirilmiş ileti | İletilmiş mesaj | Yönlendirilen ileti |
    İleti başlangıcı | הודעה שהועברה | תחילת ההודעה שהועברה | رسالة مُعاد توجيهها | رسالة معاد توجيهها |
    بداية الرسالة المعاد توجيهها | پیام هدایت شده | 转发的邮件 | 已转发邮件 | 转发邮件 | 轉寄郵件 |
    轉寄的郵件 | 转发邮件信息 | 以下是转发的邮件 | 開始轉寄訊息 | 転送メッセージ |
    転送されたメッセージ | 転送メール | 전달된 메시지 | 전달된 메일 | 전달 메시지 | Thư đã chuyển tiếp |
    Tin nhắn đã chuyển tiếp | ข้อความที่ส่งต่อ | Pesan terusan | Pesan yang diteruskan |
    Missatge reenviat | Proslijeđena poruka | Prosleđena poruka | Прослеђена порука |
    Posredovano sporočilo | Persiųstas laiškas | Persiunčiamas laiškas | Pārsūtītais ziņojums |
    Pārsūtīta vēstule | Edastatud kiri | Edastatud sõnum | Áframsend skilaboð | Mensaxe reenviada |
    Inline Message Follows | Resent message
    """
)
