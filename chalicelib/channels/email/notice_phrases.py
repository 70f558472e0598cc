"""What companies, lawyers and mailing lists add to a person's words, by language: data only."""

from chalicelib.channels.email.phrase_lists import any_line, beginning, phrases

# Beginnings of paragraphs that lawyers wrote; LEGAL must stand in the paragraph too.
NOTICE = beginning(
    """
    this email (and | this e-mail (and | this message (and | important: this e | important - this e |
    important: the information | el contenido de este | el contenido del presente |
    in accordance with the | de conformidad con | en cumplimiento de | de acuerdo con lo |
    en virtud de | this e-mail is the property | this email is the property |
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
    this e-mail has been scanned | this email has been checked |
    this e-mail has been checked | diese e-mail wurde von | this message has been scanned |
    this footnote confirms | virus-free | no virus found |
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
# Headings of their own.
HEADED_NOTICE = beginning(
    """
    confidentiality notice | confidentiality note | privileged and confidential | legal disclaimer |
    aviso de confidencialidad | aviso de confidencialidade | avis de confidentialité | avviso di riservatezza
    """
)
# Beginnings that people write too: SECRECY must stand in the paragraph.
WEAK_NOTICE = beginning(
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
    personal data (?:will be|is being|are being|are|is) processed
    datos personales (?:ser[áa]n|son|est[áa]n)|le informamos (?:de )?que
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

# What a legal notice speaks of, in any language: parts of words, in lower case.
ITS_SUBJECT = phrases(
    """
    message | mail | communication | transmission | nachricht | courriel | correo | mensaje | mensagem |
    messaggi | comunicazion | informazion | bericht | сообщен | письм | повідомл | лист | 邮件 | 郵件 |
    メール |
    메일 | wiadomoś | zpráv | správ | meddelande | besked | melding | e-post | viesti | sähköposti |
    üzenet | levél | mesaj | ileti | e-posta | μήνυμα | הודעה | رسالة | poruk | sporočil | document | fax
    """
)
ITS_SECRECY = phrases(
    """
    confiden | privileged | proprietary | vertraulich | vertrouwelijk | riservat | konfidentiel |
    fortrolig | sekretess | luottamuksel | poufn | důvěrn | dôvern | bizalmas | конфиденц | конфіденц |
    поверит | gizli | εμπιστευτικ | 机密 | 保密 | 機密 | 기밀 | חסוי | سري | tajn | zaupn | povjerljiv
    """
)
ITS_READERS = phrases(
    """
    recipient | addressee | intended | empfänger | adressat | bestimmt | destinat | dirigid | destiné |
    geadresseerde | bestemd | mottagar | modtager | mottaker | vastaanottaja | adresat | určen |
    címzett | получател | адресат | одержувач | alıcı | muhatap | παραλήπτη | 收件人 | 受信者 | 수신 |
    接收 | 宛先 | נמען | primatel | naslovnik
    """
)
ITS_MISTAKES = phrases(
    """
    in error | by mistake | erroneously | irrtümlich | versehentlich | fälschlich | par erreur |
    por error | por engano | por erro | per errore | ten onrechte | per abuis | abusievelijk |
    misstag | ved en fejl | ved en feil | ved fejl | erehdyks | omyłk | pomyłk | omyl | tévedés |
    din eroare | ошибк | помилк | yanlışlık | παραδρομή | κατά λάθος | 误收 | 誤っ | 错误 | 錯誤 | 잘못 |
    בטעות | greškom | pomot
    """
)
ITS_NOTICES = phrases(
    """
    notify | inform the | inform us | informing | advise | contact the sender | verständig | benachrichtig |
    avertir | aviser |
    prévenir | notifi | comuni | avvert | avvis | waarschu | afzender | meddela | underrett | kontakt |
    ilmoit | powiadom | poinformow | uvědom | értesít | anunț | уведом | сообщите | повідом | bildir |
    haber ver | ενημερώσ | 通知 | 연락 | 告知 | 連絡
    """
)
ITS_DELETION = phrases(
    """
    delete | destroy | lösch | vernicht | détrui | destruction | supprim | elimin | destru | borr |
    apag | exclu | cancell | distrugg | verwijder | vernietig | radera | förstör | slett | slet |
    poista | tuhoa | usun | zniszcz | smaz | odstra | vymaz | töröl | șterg | удал | уничтож | видал |
    знищ | siliniz | imha | διαγράψ | 删除 | 刪除 | 削除 | 삭제
    """
)
ITS_BANS = phrases(
    """
    unauthori | prohibit | disclos | dissemin | unbefugt | gestattet | untersagt | unzulässig |
    weitergabe | interdit | diffusion | divulg | prohib | proibid | vietat | verboden | openbaarmaking |
    otillåt | förbjud | forbud | kielle | zabron | zakaz | tilos | interzis | запрещ | заборон | yasak |
    απαγορ | 禁止 | 금지
    """
)

# What the law wants below the letters of a company: two of these make a line of it.
ITS_REGISTER = phrases(
    """
    registered in | registered office | registered number | company number | company no | company reg |
    vat no | vat number | vat reg | hrb | amtsgericht | handelsregister | geschäftsführer | geschäftsführung |
    vorstand | aufsichtsrat | ust-id | sitz der gesellschaft | registergericht | siret | siren | rcs | r.c.s |
    capital de | kvk | btw | cvr | org.nr | orgnr | p.iva | p. iva | partita iva | cap. soc | c.i.f | krs |
    regon | nip | ičo | dič | cégjegyzék | инн | огрн
    """
)

# Below the words of a mail that came over a list.
LIST_FOOTER = beginning(
    """
    you received this message because | you are receiving this |
    to post to this group | visit this group at | for more options | to view this discussion |
    you are subscribed to | to manage your subscription | yahoo! groups links |
    non-text portions of this message | alternative html version deleted | visit topic |
    to respond, reply | more majordomo info |
    this message was sent to | you are currently subscribed | list archives | manage your notification |
    um sich abzumelden | vom newsletter abmelden | pour vous désabonner | pour vous désinscrire |
    pour se désabonner | se désinscrire | para cancelar la suscripción | para darse de baja |
    para anular la | para cancelar a inscrição | para cancelar sua | per cancellare l'iscrizione |
    per disiscriver | om u af te melden | чтобы отписаться | для отписки | 退订 | 配信停止
    """
)

# Above them, where a company warns its own people.
BANNERS = any_line(
    r"""
    caution\W{0,3}(?:this|external)
    warning\W{0,3}(?:this (?:e-?mail|message)|external)
    external (?:e-?mail|sender|message|mail)
    external\W{1,3}(?:do not|don't|use|be|please|this)
    (?:this|the) (?:e-?mail|message) (?:originated|came|was sent) from (?:outside|an external)
    you don't often get email from
    achtung\W{0,3}(?:externe|diese e-mail)
    attention\W{0,3}(?:ce (?:courriel|message|mail)|courriel externe)
    """
)
# Here there must be a link or a rule too.
WEAK_LIST_FOOTER = beginning(
    """
    messages in this topic | reply via | posted by | unsubscribe | to unsubscribe | mailing list |
    microsoft teams meeting |
    abmelden | désabonnement | se désabonner | cancelar suscripción | darse de baja | отписаться
    """
)

# A warning in any language, and what it warns of.
WARNINGS = beginning(
    """
    caution | warning | attention | achtung | vorsicht | precaución | atención | advertencia |
    atenção | cuidado | attenzione | let op | waarschuwing | varning | advarsel | obs | varoitus |
    uwaga | ostrzeżenie | upozornění | pozor | figyelem | atenție | внимание | увага | προσοχή | dikkat |
    注意 | 警告 | 주의
    """
)
OUTSIDE = any_line(
    r"""
    \boutside\b|\bextern|\bexterior|\bfuera de|\bfora da|\bbuiten|esterno|esterna|extérieur
    utanför|udefra|utenfor|ulkopuol|zewnątrz|zewnętrzn|vnější|mimo organizac|külső|външн|внешн|зовнішн
    εξωτερικ|kurum dışı|dışından|外部|외부
    """
)
MAIL_OR_SENDER = (*ITS_SUBJECT, *phrases("sender | absender | expéditeur | remitente | afzender | mittente"))
