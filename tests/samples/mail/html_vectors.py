"""HTML that tries to run code (`HIT({n})`) or to call out (to `{net}{n}`), family by family."""

from collections.abc import Iterator
from html import escape
from itertools import product

_TAGS = [
    "img",
    "b",
    "a",
    "p",
    "div",
    "table",
    "td",
    "body",
    "svg",
    "math",
    "input",
    "video",
    "audio",
    "details",
    "form",
    "button",
    "select",
    "textarea",
    "marquee",
    "iframe",
]
_EVENTS = [
    "onerror",
    "onload",
    "onclick",
    "onmouseover",
    "onfocus",
    "ontoggle",
    "onanimationstart",
    "onpointerenter",
    "onbegin",
    "onstart",
    "oninput",
]
_QUOTES = ('"', "'", "", "`")
_SCHEMES = (
    "javascript:HIT({n})",
    "JaVaScRiPt:HIT({n})",
    " javascript:HIT({n})",
    "java\tscript:HIT({n})",
    "java\nscript:HIT({n})",
    "java&#10;script:HIT({n})",
    "&#106;avascript:HIT({n})",
    "&#x6A&#x61vascript:HIT({n})",
    "javascript&colon;HIT({n})",
    "\x01javascript:HIT({n})",
    "java\0script:HIT({n})",
    "vbscript:HIT({n})",
    "data:text/html,<script>parent.HIT({n})</script>",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQuSElUKDEpPC9zY3JpcHQ+",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='parent.HIT({n})'/>",
    "feed:javascript:HIT({n})",
    "view-source:javascript:HIT({n})",
    "blob:null/HIT({n})",
)
_ADDRESSES = (
    "{net}{n}",
    "//{host}{n}",
    "\t{net}{n}",
    "{net_upper}{n}",
    "&#104;ttp://{host}{n}",
    "\\\\{host}{n}",
)
_URL_PLACES = (
    '<a href="{u}">x</a>',
    '<img src="{u}">',
    '<iframe src="{u}"></iframe>',
    '<form action="{u}"><input type="submit"></form>',
    '<button formaction="{u}" form="f">x</button>',
    '<object data="{u}"></object>',
    '<embed src="{u}">',
    '<svg><a xlink:href="{u}"><text>x</text></a></svg>',
    '<svg><use href="{u}"/></svg>',
    '<math href="{u}">x</math>',
    '<area href="{u}">',
    '<base href="{u}">',
    '<link rel="stylesheet" href="{u}">',
    '<meta http-equiv="refresh" content="0;url={u}">',
    '<frameset><frame src="{u}"></frameset>',
    '<details open><summary>x</summary><iframe srcdoc="{u}"></iframe></details>',
)
_LOADING_PLACES = (
    '<img src="{u}">',
    '<img srcset="{u} 1x, {u} 2x">',
    '<img src="cid:x" srcset="{u} 2x" sizes="100vw">',
    '<img lowsrc="{u}" dynsrc="{u}" longdesc="{u}">',
    '<picture><source srcset="{u}"><img alt="x"></picture>',
    '<video src="{u}" poster="{u}" autoplay></video>',
    '<audio src="{u}" autoplay></audio>',
    '<video><source src="{u}"><track src="{u}" default></video>',
    '<input type="image" src="{u}">',
    '<body background="{u}">',
    '<table background="{u}"><tr><td background="{u}">x</td></tr></table>',
    '<link rel="icon" href="{u}">',
    '<link rel="preload" as="image" href="{u}">',
    '<link rel="prefetch" href="{u}">',
    '<link rel="dns-prefetch" href="{u}">',
    '<link rel="modulepreload" href="{u}">',
    '<svg><image href="{u}" width="9" height="9"/></svg>',
    '<svg><image xlink:href="{u}"/></svg>',
    '<svg><filter><feImage href="{u}"/></filter></svg>',
    '<object data="{u}" type="image/png"></object>',
    '<embed src="{u}" type="image/png">',
    '<iframe src="{u}"></iframe>',
    '<a href="https://example.org" ping="{u}">x</a>',
    '<html manifest="{u}">',
    '<script src="{u}"></script>',
    '<style>@import "{u}";</style>',
    "<style>@font-face {{font-family:f;src:url({u})}} p {{font-family:f}}</style><p>x</p>",
    "<style>p {{background:url({u})}}</style><p>x</p>",
)
_CSS = (
    "background:url({u})",
    "background-image:url('{u}')",
    'background:#fff url("{u}") no-repeat',
    "background:u\\72l({u})",
    "background:\\75\\72\\6c({u})",
    "background:ur/**/l({u})",
    "background:URL({u})",
    "background-image:image-set(url({u}) 1x)",
    "background-image:-webkit-image-set('{u}' 1x)",
    "background-image:image('{u}')",
    "background-image:cross-fade(url({u}),url({u}),50%)",
    "background-image:src('{u}')",
    "list-style:url({u})",
    "list-style-image:url({u})",
    "border-image:url({u}) 30",
    "border-image-source:url({u})",
    "cursor:url({u}),auto",
    "content:url({u})",
    "mask:url({u})",
    "-webkit-mask-image:url({u})",
    "filter:url({u}#f)",
    "clip-path:url({u}#c)",
    "shape-outside:url({u})",
    "offset-path:url({u}#p)",
    "color:red;}}@import '{u}';p{{",
    "--x:url({u});background:var(--x)",
    "behavior:url({u})",
    "-moz-binding:url({u}#x)",
    "width:expression(HIT({n}))",
    'color:red";background:url({u})',
    "font-family:'x';background:url({u})",
    "background:url({u}",
    "background:url(\n{u})",
    "position:fixed;top:0;left:0;width:100%;height:100%;background:url({u})",
)
_SCRIPTS = (
    "<script>HIT({n})</script>",
    "<SCRIPT>HIT({n})</SCRIPT>",
    "<script >HIT({n})</script >",
    "<script/x>HIT({n})</script>",
    "<script\n>HIT({n})</script\n>",
    "<scr<script>ipt>HIT({n})</scr</script>ipt>",
    "<script>HIT({n})",
    "<<script>HIT({n});//<</script>",
    "<script type=module>HIT({n})</script>",
    "<svg><script>HIT({n})</script></svg>",
    "<svg><script xlink:href='data:,HIT({n})'></script></svg>",
    "<math><script>HIT({n})</script></math>",
    "<template><script>HIT({n})</script></template>",
    "<div><template shadowrootmode=open><script>HIT({n})</script></template></div>",
    "<noscript><p title='</noscript><script>HIT({n})</script>'>",
    "<style><img title='</style><script>HIT({n})</script>'>",
    "<title><img title='</title><script>HIT({n})</script>'>",
    "<textarea><img title='</textarea><script>HIT({n})</script>'>",
    "<xmp><img title='</xmp><script>HIT({n})</script>'>",
    "<iframe><img title='</iframe><script>HIT({n})</script>'>",
    "<noembed><img title='</noembed><script>HIT({n})</script>'>",
    "<noframes><img title='</noframes><script>HIT({n})</script>'>",
    "<plaintext><script>HIT({n})</script>",
    "<!--><script>HIT({n})</script>-->",
    "<!--><img src=x onerror=HIT({n})>-->",
    "<!-- --!><script>HIT({n})</script>",
    "<!--[if true]><script>HIT({n})</script><![endif]-->",
    "<![CDATA[><script>HIT({n})</script>]]>",
    "<?xml><script>HIT({n})</script>?>",
    "<!DOCTYPE x [<!ENTITY a '<script>HIT({n})</script>'>]>&a;",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=HIT({n})>'>",
    "<math><mi><mglyph><svg><mtext><style><path id='</style><img src=x onerror=HIT({n})>'>",
    "<svg></p><style><a id='</style><img src=x onerror=HIT({n})>'>",
    "<svg><desc><style><img title='</style><img src=x onerror=HIT({n})>'></desc></svg>",
    "<svg><foreignObject><style><img title='</style><img src=x onerror=HIT({n})>'></foreignObject></svg>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=HIT({n})>",
    "<svg><animate onbegin=HIT({n}) attributeName=x dur=1s>",
    "<svg><set attributeName=onmouseover to=HIT({n})>",
    "<svg><a><animate attributeName=href values=javascript:HIT({n}) /><text>x</text></a></svg>",
    "<img src=x:x onerror=HIT({n})//",
    "<img src='x'onerror=HIT({n})>",
    "<img/src=x/onerror=HIT({n})>",
    "<img \x0bsrc=x onerror=HIT({n})>",
    '<img title="a>b" src=x onerror=HIT({n})>',
    '<img alt="`><img src=x onerror=HIT({n})>">',
    "<img alt='&quot;&gt;&lt;img src=x onerror=HIT({n})&gt;'>",
    "<p title='&lt;/p&gt;&lt;script&gt;HIT({n})&lt;/script&gt;'>x</p>",
    "&lt;script&gt;HIT({n})&lt;/script&gt;",
    "+ADw-script+AD4-HIT({n})+ADw-/script+AD4-",
    "<isindex action=javascript:HIT({n}) type=image>",
    "<keygen autofocus onfocus=HIT({n})>",
    "<input autofocus onfocus=HIT({n})>",
    "<dialog open onclose=HIT({n})>x</dialog>",
    "<x contenteditable autofocus onfocus=HIT({n}) tabindex=1>x</x>",
    "<style>@keyframes k{{}}p{{animation:k}}</style><p onanimationstart=HIT({n})>x</p>",
    "<object><param name=src value=javascript:HIT({n})></object>",
    "<applet code=javascript:HIT({n})></applet>",
    "<bgsound src=javascript:HIT({n})>",
    "<layer src=javascript:HIT({n})></layer>",
    "<xml id=x><a><b onclick=HIT({n})></b></a></xml>",
    "<html:script>HIT({n})</html:script>",
    '<a href="https://example.org" onclick=HIT({n}) target=x rel=opener>x</a>',
    "<table><script>HIT({n})</script></table>",
    "<select><script>HIT({n})</script></select>",
    "<b><p><b><p><script>HIT({n})</script>",
)


def vectors(host: str) -> Iterator[str]:
    """Every vector, numbered; `host` is `127.0.0.1:1234/`, where calls are counted."""
    for number, pattern in enumerate(_patterns()):
        net = f"http://{host}"
        yield (
            pattern.replace("{net_upper}", net.upper())
            .replace("{net}", net)
            .replace("{host}", host)
            .replace("{n}", str(number))
        )


def _patterns() -> Iterator[str]:
    for tag, event, quote in product(_TAGS, _EVENTS, _QUOTES[:3]):
        yield f"<{tag} src=x autofocus open {event}={quote}HIT({{n}}){quote}>x</{tag}>"
    for place, scheme in product(_URL_PLACES, _SCHEMES):
        yield place.replace("{u}", scheme)
    for place, address in product(_LOADING_PLACES, _ADDRESSES):
        yield place.replace("{u}", address).replace("{{", "{").replace("}}", "}")
    for css, address in product(_CSS, _ADDRESSES[:2]):
        declarations = css.replace("{u}", address).replace("{{", "{").replace("}}", "}")
        yield f'<p style="{escape(declarations)}">x</p>'
        yield f"<style>p {{{declarations}}}</style><p>x</p>"
    for script in _SCRIPTS:
        yield script.replace("{{", "{").replace("}}", "}")
