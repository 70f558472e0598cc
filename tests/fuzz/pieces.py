"""Pieces that mean something to a reader of HTML, of quoted text or of headers; put together at random."""

from __future__ import annotations

HTML_PIECES = (
    [
        "<",
        ">",
        "&",
        "&#",
        "&#x",
        "&am",
        "&amp",
        "&amp;",
        "&;",
        "&&",
        "&notit;",
        "</",
        "<!",
        "<?",
        "<!--",
        "-->",
    ]
    + ["--!>", "<![CDATA[", "]]>", "<p>", "</p>", "<br>", "<hr>", "<a href=x>", "</a>", "<b>", "</b>", "<i>"]
    + [
        "<font color=red>",
        "<table>",
        "<tr>",
        "<td>",
        "<caption>",
        "<ul>",
        "<li>",
        "<dl><dt>",
        "<pre>",
        "<h1>",
    ]
    + ["<div>", "</div>", "<div class=gmail_quote>", "<div class=gmail_attr>", "<div id=divRplyFwdMsg>"]
    + ["<blockquote>", "<blockquote type=cite>", "</blockquote>", "<details>", "<summary>", "<ruby><rt>"]
    + [
        "<svg>",
        "<math>",
        "<style>",
        "</style>",
        "<script>",
        "</script>",
        "<title>",
        "<textarea>",
        "<template>",
    ]
    + ["<select>", "<option>", "<form>", "<button>", "<nobr>", "<plaintext>", "<noscript>", "<frameset>"]
    + [
        "<body a=b>",
        "<html a=b>",
        "<img src=",
        "<img src=cid:",
        "data:image/png;base64,",
        "http://a/",
        "<p style='",
    ]
    + [
        "color:red;",
        "background:url(",
        "url(",
        ")",
        "<p a=b",
        "=",
        "'",
        '"',
        "/",
        "x",
        " ",
        "\n",
        "\0",
        "\x0b",
        "é",
    ]
    + ["display:none", "javascript:", "onerror=", "\ud800", "\U0001f600", "\u202e"]
)
TEXT_PIECES = (
    [
        "On ",
        "wrote:",
        " a@b",
        "<a@b>",
        "> ",
        ">",
        "-- ",
        "---",
        "____",
        "From: ",
        "Sent: ",
        "To: ",
        "Subject: ",
    ]
    + [
        "x",
        "\n",
        "\n\n",
        " ",
        "12:30",
        "2021",
        "Am ",
        "schrieb",
        "Le ",
        "a écrit :",
        "-----Original Message-----",
    ]
    + [
        "Begin forwarded message:",
        "Sent from my",
        "http://a.b/",
        "(",
        ")",
        ",",
        "*",
        "|",
        "=",
        "\t",
        "Mon, ",
        "Jan ",
    ]
    + [
        "begin 644 a\n",
        "M" + "!" * 60 + "\n",
        "=ybegin line=1 size=2 name=x\n",
        "=yend",
        "é",
        "你好",
        "+49 30 1234",
    ]
    + [
        "\u200b",
        "[cid:x]",
        "<mailto:",
        "-----BEGIN PGP SIGNED MESSAGE-----\n",
        "El ",
        "escribió:",
        "写道：",
        "\r",
    ]
)
VALUE_PIECES = (
    [
        "=?utf-8?q?",
        "?=",
        "=?",
        "=C3",
        "=?gb2312?b?",
        "xOM=",
        "\n ",
        " ",
        ",",
        ";",
        "<",
        ">",
        "(",
        ")",
        '"',
        "\\",
    ]
    + [
        "a@b.c",
        "@",
        ":",
        "x",
        "é",
        "[",
        "]",
        "\t",
        "=?utf-8?b?",
        "?",
        "_",
        "Tue",
        "5",
        "Jan",
        "2021",
        "10:00:00",
    ]
    + ["+0100", "(UTC)", "*0*=", "*1=", "name=", "''", "%41", "a=b;", "boundary=", "multipart/mixed;"]
)
