"""HTML answers in the markup of many programs, each with what is newly written in it."""

ANSWERS: dict[str, tuple[str, str]] = {
    "Outlook desktop": (
        (
            "<div class=WordSection1><p class=MsoNormal>Hi,<o:p></o:p></p><p class=MsoNormal><o:p>"
            "&nbsp;</o:p></p><p class=MsoNormal>Done.<o:p></o:p></p><p class=MsoNormal><b>"
            "From:</b> Jane Roe &lt;j@x.org&gt; <br><b>Sent:</b>"
            " Tuesday, January 5, 2021 10:00 AM<br><b>To:</b> Tom<br><b>Subject:</b> Re: x<o:p>"
            "</o:p></p><p class=MsoNormal>old</p></div>"
        ),
        "Hi,\n\nDone.",
    ),
    "Hotmail": (
        (
            '<div>Reply<br><hr id="stopSpelling">From: jane@x.org<br>To: tom@x.org<br>'
            "Subject: x<br>Date: Tue<br><br>old</div>"
        ),
        "Reply",
    ),
    "Outlook web": (
        (
            '<div dir="ltr">Thanks</div><hr tabindex="-1" style="display:inline-block; width:98%">'
            '<div id="divRplyFwdMsg" dir="ltr"><b>From:</b> x<br><b>Sent:</b> y<br><b>To:</b>'
            " z<br><b>Subject:</b> s</div><div>old</div>"
        ),
        "Thanks",
    ),
    "iOS": (
        (
            '<html><body dir="auto">Sounds good<br><br><div dir="ltr">Sent from my iPhone</div>'
            '<div dir="ltr"><br><blockquote type="cite">'
            "On Jan 5, 2021, at 10:00 AM, Jane Roe &lt;j@x.org&gt; wrote:<br><br></blockquote>"
            '</div><blockquote type="cite"><div dir="ltr">old</div></blockquote></body></html>'
        ),
        "Sounds good",
    ),
    "Gmail forward": (
        (
            '<div dir="ltr">fyi<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
            "---------- Forwarded message ---------<br>From: <strong>Jane</strong><br>Date: x<br>"
            "Subject: y<br>To: z<br></div><br><br><div>old</div></div></div>"
        ),
        "fyi",
    ),
    "Gmail between quotes": (
        (
            '<div class="gmail_quote"><div class="gmail_attr">'
            'On Tue, Jan 5, 2021 at 10:00 AM Jane &lt;<a href="mailto:j@x.org">j@x.org</a>'
            '&gt; wrote:<br></div><blockquote class="gmail_quote">q1</blockquote><div>a1</div>'
            '<blockquote class="gmail_quote">q2</blockquote><div>a2</div></div>'
        ),
        "a1\n\na2",
    ),
    "Yahoo": (
        (
            '<div class="ydp1yahoo-style-wrap"><div>ok</div><div><br></div>'
            '<div id="yahoo_quoted_123" class="yahoo_quoted"><div>'
            "On Tuesday, January 5, 2021, 10:00:00 AM GMT, Jane &lt;j@x.org&gt; wrote:</div><div>"
            "old</div></div></div>"
        ),
        "ok",
    ),
    "Web.de": (
        (
            "<div><div>Antwort</div><div>"
            '&nbsp;<div name="quote" style="margin:10px 5px 5px 10px;border-left:2px solid '
            '#C3D9E5"><div><b>Gesendet:</b>&nbsp;Dienstag, 05. Januar 2021 um 10:00 Uhr<br><b>'
            "Von:</b>&nbsp;Jane<br><b>An:</b>&nbsp;Tom<br><b>Betreff:</b>&nbsp;x</div>"
            '<div name="quoted-content">alt</div></div></div></div>'
        ),
        "Antwort",
    ),
    "Proton": (
        (
            '<div>reply</div><div class="protonmail_signature_block"><div>'
            'Sent with Proton Mail secure email.</div></div><div class="protonmail_quote">'
            "------- Original Message -------<br>"
            "On Tuesday, January 5th, 2021 at 10:00, Jane &lt;j@x.org&gt; wrote:<br><br>"
            '<blockquote class="protonmail_quote">old</blockquote></div>'
        ),
        "reply",
    ),
    "Zoho": (
        (
            '<div>reply<br></div><div class="zmail_extra_hr" style="border-top: 1px solid"></div>'
            '<div class="zmail_extra" data-zbluepencil-ignore="true"><div id="Zm-_Id_-Sgn1">'
            "---- On Tue, 05 Jan 2021 10:00:00 +0000 <b>Jane &lt;j@x.org&gt;</b> wrote ---<br>"
            "</div><blockquote>old</blockquote></div>"
        ),
        "reply",
    ),
    "Thunderbird below": (
        (
            '<div class="moz-cite-prefix">Am 05.01.21 um 10:00 schrieb Jane:<br></div>'
            '<blockquote type="cite" cite="mid:x">alt</blockquote><p>unten</p>'
            '<div class="moz-signature">-- <br>Tom</div>'
        ),
        "unten",
    ),
    "QQ": (
        (
            '<div>好的</div><div><br></div><div><br></div><div style="font-size: 12px;">'
            "------------------&nbsp;原始邮件&nbsp;------------------</div>"
            '<div style="background:#efefef"><div><b>发件人:</b> "x"</div><div><b>发送时间:</b>'
            " 2021</div><div><b>收件人:</b> y</div><div><b>主题:</b> z</div></div><div>old</div>"
        ),
        "好的",
    ),
    "NetEase": (
        (
            '<div>ok</div><pre><br>At 2021-01-05 10:00:00, "Jane" &lt;j@x.org&gt; wrote:\n</pre>'
            '<blockquote id="isReplyContent" style="PADDING-LEFT: 1ex">old</blockquote>'
        ),
        "ok",
    ),
    "Mail.ru": (
        (
            '<div>ok</div><br><br><blockquote style="border-left:1px solid #0857A6;">'
            "Вторник, 5 января 2021, 10:00 +03:00 от Jane &lt;j@x.org&gt;:<br>old</blockquote>"
        ),
        "ok",
    ),
    "Samsung": (
        (
            '<div>Ok</div><div id="composer_signature"><div>Sent from my Galaxy</div></div><div>'
            '<br></div><div style="font-size:100%;color:#000000"><!-- originalMessage --><div>'
            "-------- Original message --------</div><div>From: x </div><div>Date: y </div><div>"
            "To: z </div><div>Subject: s </div><div>old</div></div>"
        ),
        "Ok",
    ),
    "Apple forward": (
        (
            '<div>see</div><div><br><blockquote type="cite"><div>Begin forwarded message:</div>'
            "<br><div><b>From: </b>x</div></blockquote></div>"
        ),
        "see",
    ),
    "Outlook for Mac": (
        ('<div>Fine</div><span id="OLK_SRC_BODY_SECTION"><div><b>From: </b>x<br></div><div>old</div></span>'),
        "Fine",
    ),
    "a list": (
        ("<p>One:</p><ul><li>a</li><li>b</li></ul><p>Thanks</p>"),
        "One:\n- a\n- b\nThanks",
    ),
}
