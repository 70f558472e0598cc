"""Mutation: HTML that means one thing to the first parser and another to the second."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tests.vectors.vector import Vector, vectors_of

# elements whose content is no markup to one reader and markup to another
_RAW_TEXT = (
    ["style", "title", "textarea", "xmp", "plaintext", "noscript", "noembed", "noframes", "iframe"]
    + ["script", "template", "listing", "select", "option", "object", "math", "svg", "audio", "canvas"]
    + ["head", "frameset", "nobr", "pre"]
)
_BREAKOUTS = (
    "<{r}><img title='</{r}><img src=x onerror=%RUN%>'></{r}>",
    '<{r}><a title="</{r}><img src=x onerror=%RUN%>"></a></{r}>',
    "<{r}><!--</{r}><img src=x onerror=%RUN%>--></{r}>",
    "<{r}><{r}></{r}><img title='</{r}><img src=x onerror=%RUN%>'>",
    "<{r}></{r}\x00><img src=x onerror=%RUN%></{r}>",
    "<{r}>&lt;/{r}&gt;&lt;img src=x onerror=%RUN%&gt;</{r}>",
    "<p title='<{r}>'><img title='</{r}><img src=x onerror=%RUN%>'>",
    "<{r}/><img src=x onerror=%RUN%></{r}>",
)
_CONTEXTS = (
    "<svg>{x}",
    "<svg></p>{x}",
    "<svg><p>{x}",
    "<svg><desc>{x}",
    "<svg><title>{x}",
    "<svg><foreignObject>{x}",
    "<svg><foreignObject><svg>{x}",
    "<svg><foreignObject><math>{x}",
    "<svg><style>{x}",
    "<math>{x}",
    "<math><mi>{x}",
    "<math><mtext>{x}",
    "<math><mtext><mglyph>{x}",
    "<math><mtext><table><mglyph>{x}",
    "<math><mtext><table><malignmark>{x}",
    "<math><mi><mglyph><svg><mtext>{x}",
    "<math><annotation-xml>{x}",
    "<math><annotation-xml encoding='text/html'>{x}",
    "<math><annotation-xml encoding='application/xhtml+xml'>{x}",
    "<math><annotation-xml encoding='text/html'><svg>{x}",
    "<form><math><mtext></form><form><mglyph>{x}",
    "<form><table><form>{x}",
    "<form><div></form><form>{x}",
    "<table><form><tr><td></form><form>{x}",
    "<table>{x}",
    "<table><tr>{x}",
    "<table><caption><svg>{x}",
    "<table><colgroup>{x}",
    "<select>{x}",
    "<select><svg>{x}",
    "<template>{x}",
    "<template shadowrootmode=open>{x}",
    "<noscript>{x}",
    "<a><svg><a>{x}",
    "<a><table><a>{x}",
    "<b><table><b>{x}",
    "<p><svg><p>{x}",
    "<pre>\n\n{x}",
    "<listing>\n{x}",
    "<textarea>\n{x}",
    "<button><p><button>{x}",
    "<option><svg>{x}",
    "<frameset><noframes>{x}",
    "<head><noscript>{x}",
    "<details><summary><svg>{x}",
    "<ruby><rt><svg>{x}",
)
_PAYLOADS = (
    "<style><img title='</style><img src=x onerror=%RUN%>'>",
    "<style><!--</style><img title='--><img src=x onerror=%RUN%>'>",
    "<!--</style><img title='--><img src=x onerror=%RUN%>'>",
    "<style><path id='</style><img src=x onerror=%RUN%>'>",
    "<title><a id='</title><img src=x onerror=%RUN%>'>",
    "<![CDATA[</svg></math><img src=x onerror=%RUN%>]]>",
    "<xmp><a id='</xmp><img src=x onerror=%RUN%>'>",
    "<script>%RUN%</script>",
    "<img src=x onerror=%RUN%>",
)
_OTHER = (
    "<div><style><p title='</style><img src=x onerror=%RUN%>'></style></div>",
    "<svg><style>&lt;img src=x onerror=%RUN%&gt;</style></svg>",
    "<svg><style>&lt;/style&gt;&lt;img src=x onerror=%RUN%&gt;</style></svg>",
    "<math><style>&lt;img src=x onerror=%RUN%&gt;</style></math>",
    "<svg><title>&lt;img src=x onerror=%RUN%&gt;</title></svg>",
    "<textarea>&lt;/textarea&gt;&lt;img src=x onerror=%RUN%&gt;</textarea>",
    "<xmp>&lt;/xmp&gt;&lt;img src=x onerror=%RUN%&gt;</xmp>",
    "<p>&lt;img src=x onerror=%RUN%&gt;</p>",
    "<p title='&lt;img src=x onerror=%RUN%&gt;'>x</p>",
    "<img alt='&lt;img src=x onerror=%RUN%&gt;'>",
    "<a title='&amp;lt;img src=x onerror=%RUN%&amp;gt;'>x</a>",
    '<img title="&quot;&gt;&lt;img src=x onerror=%RUN%&gt;">',
    '<img alt="``onerror=%RUN%" src=x>',
    "<listing>&lt;img src=x onerror=%RUN%&gt;</listing>",
    "<svg><p><style><g title='</style><img src=x onerror=%RUN%>'>",
    "<svg></br><style><a title='</style><img src=x onerror=%RUN%>'>",
    "<svg><br><style><a title='</style><img src=x onerror=%RUN%>'>",
    "<math></p><style><!--</style><img src=x onerror=%RUN%//-->",
    "<math><annotation-xml encoding=text/html><svg><desc><style></desc><img src=x onerror=%RUN%>",
    "<svg><annotation-xml><foreignobject><style><!--</style><p id='--><img src=x onerror=%RUN%>'>",
    "<a href='x'><svg><a href='y'><style><a id='</style><img src=x onerror=%RUN%>'>",
    "<table><td><svg><style></td><img src=x onerror=%RUN%>",
    "<table><svg><tr><style></tr><img src=x onerror=%RUN%>",
    "<svg><font color=red><style><a id='</style><img src=x onerror=%RUN%>'>",
    "<svg><font><style>&lt;img src=x onerror=%RUN%&gt;",
    "<isindex prompt='<img src=x onerror=%RUN%>'>",
    "<noscript><p title='</noscript><img src=x onerror=%RUN%>'></noscript>",
    "<noscript><style></noscript><img src=x onerror=%RUN%></style></noscript>",
    "<div id=x><template><s></template><img src=x onerror=%RUN%></div>",
    "<template><template></template><img src=x onerror=%RUN%></template>",
    "<div><template shadowrootmode=open><img src=x onerror=%RUN%></template></div>",
    "<div><template shadowroot=open><script>%RUN%</script></template></div>",
    "<p><p><p><template><p></template><svg><p><style><!--</style>--><img src=x onerror=%RUN%>",
    "<svg><use href='#x'/><g id=x onload=%RUN%></g></svg>",
    "<b><a><b><a><table><b><a><img src=x onerror=%RUN%>",
    "<frameset><frame src='javascript:%RUN%'></frameset>",
    "<nobr><svg><nobr><style><a id='</style><img src=x onerror=%RUN%>'>",
    "<details><summary>0123456789abcdef</summary><img src=x onerror=%RUN%></details>",
    "<summary><details class=quoted><summary><script>%RUN%</script>",
    "<blockquote type=cite><svg><style><a id='</style></blockquote><img src=x onerror=%RUN%>'>",
    "<div class=gmail_quote><blockquote class=gmail_quote><img src=x onerror=%RUN%></div>",
    "<div class=gmail_attr title='</div><img src=x onerror=%RUN%>'>x</div><blockquote type=cite>y",
    "<div id=divRplyFwdMsg title='\"><img src=x onerror=%RUN%>'>x",
    "<blockquote type='cite\"><img src=x onerror=%RUN%>' cite='\"><img src=x onerror=%RUN%>'>x",
)


def vectors() -> Iterator[Vector]:
    """Breakouts of raw text, contexts with payloads, and what fits no table."""
    yield from vectors_of(
        "raw text breakouts", (one.replace("{r}", raw) for raw, one in product(_RAW_TEXT, _BREAKOUTS))
    )
    yield from vectors_of(
        "namespace confusion",
        (context.replace("{x}", payload) for context, payload in product(_CONTEXTS, _PAYLOADS)),
    )
    yield from vectors_of("mutations", _OTHER)
