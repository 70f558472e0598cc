"""HTML answers as mail programs write them: {new} and {old} are blocks, {attribution} is one line."""

PAGES = {
    "Gmail": (
        '<div dir="ltr">{new}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
        "{attribution}<br></div>"
        '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc">'
        "{old}</blockquote></div>"
    ),
    "Apple Mail": (
        '<html><body style="word-wrap:break-word">{new}<div><br><blockquote type="cite"><div>'
        "{attribution}</div><br><div>{old}</div></blockquote></div></body></html>"
    ),
    "Thunderbird": (
        '<html><body>{new}<div class="moz-cite-prefix">{attribution}<br></div>'
        '<blockquote type="cite" cite="mid:x@example.org">{old}</blockquote></body></html>'
    ),
    "Outlook desktop": (
        '<html><body><div class="WordSection1">{new}<div>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        '<p class="MsoNormal">{attribution}</p></div></div>{old}</div></body></html>'
    ),
    "Outlook web": (
        '<html><body><div>{new}</div><div id="appendonsend"></div>'
        '<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font>'
        "{attribution}</font></div><div>{old}</div></body></html>"
    ),
    "Outlook mobile": (
        '<html><body>{new}<div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">'
        'Outlook for iOS</a></div><hr><div id="divRplyFwdMsg">{attribution}</div>{old}</body></html>'
    ),
    "Yahoo": (
        '<div>{new}</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>{attribution}</div><div>'
        "{old}</div></div>"
    ),
    "Proton": (
        '<div>{new}</div><div class="protonmail_quote">{attribution}<br>'
        '<blockquote class="protonmail_quote">{old}</blockquote></div>'
    ),
    "Zoho": (
        '<div>{new}</div><div class="zmail_extra"><div id="Zm-_Id_-Sgn1">{attribution}</div>'
        "<blockquote>{old}</blockquote></div>"
    ),
    "Roundcube": (
        '<body>{new}<p id="reply-intro">{attribution}</p><blockquote type="cite">{old}</blockquote></body>'
    ),
    "Web.de": (
        '<div>{new}<div name="quote" style="margin:10px 5px"><div>{attribution}</div>'
        '<div name="quoted-content">{old}</div></div></div>'
    ),
    "Mail.ru": (
        '<div>{new}</div><blockquote style="border-left:1px solid #0857A6">{attribution}<div>'
        "{old}</div></blockquote>"
    ),
    "QQ": (
        '<div>{new}</div><div><includetail><div style="font-size:12px">'
        "------------------&nbsp;Original&nbsp;------------------</div><div><b>From:</b> x</div><div>"
        "<b>Date:</b> y</div><div><b>Subject:</b> z</div>{old}</includetail></div>"
    ),
    "Lotus Notes": (
        "<p>{new}</p><br><table><tr><td>From:</td><td>Jane</td></tr><tr><td>To:</td><td>Tom</td></tr>"
        "<tr><td>Date:</td><td>05.01.2021</td></tr><tr><td>Subject:</td><td>Order</td></tr></table>"
        "<hr>{old}"
    ),
    "K-9": (
        '<div>{new}</div><br><div class="gmail_quote">{attribution}<blockquote class="gmail_quote">'
        "{old}</blockquote></div>"
    ),
    "Samsung": (
        "<div>{new}</div><div>-------- Original message --------</div><div>From: Jane</div><div>"
        "Date: 5/1/21</div><div>To: Tom</div><div>Subject: Order</div>{old}"
    ),
}
