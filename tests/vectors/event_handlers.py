"""Event handlers: on every element, of every kind, behind every separator a parser forgives."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tests.vectors.vector import Vector, vectors_of

# each fires by itself when it is let through, or when somebody touches it
_BY_THEMSELVES = (
    "<img src=x onerror=%RUN%>",
    "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' onload=%RUN%>",
    "<img srcset=x onerror=%RUN%>",
    "<img src=x:x onerror=%RUN%>",
    "<image src=x onerror=%RUN%>",
    "<body onload=%RUN%>",
    "<body onpageshow=%RUN%>",
    "<body onfocus=%RUN%>",
    "<body onhashchange=%RUN%><a href=#x>x</a>",
    "<body onresize=%RUN%>",
    "<body onscroll=%RUN%><input autofocus>",
    "<body onbeforeunload=%RUN%>",
    "<body onmessage=%RUN%>",
    "<frameset onload=%RUN%>",
    "<svg onload=%RUN%>",
    "<svg/onload=%RUN%>",
    "<svg onload=%RUN%//",
    "<svg><g onload=%RUN%></g></svg>",
    "<svg><image href=x onerror=%RUN%></svg>",
    "<svg><style onload=%RUN%></style></svg>",
    "<svg><animate onbegin=%RUN% attributeName=x dur=1s>",
    "<svg><set onbegin=%RUN% attributeName=x>",
    "<svg><animateTransform onbegin=%RUN% attributeName=transform>",
    "<svg><animateMotion onbegin=%RUN% dur=1s>",
    "<svg><animate onend=%RUN% attributeName=x dur=1ms>",
    "<svg><animate onrepeat=%RUN% attributeName=x dur=1ms repeatCount=2>",
    "<svg><discard onbegin=%RUN%>",
    "<math><mi onfocus=%RUN% tabindex=0 autofocus>x</mi></math>",
    "<input autofocus onfocus=%RUN%>",
    "<input autofocus onblur=%RUN%><input autofocus>",
    "<input type=image src=x onerror=%RUN%>",
    "<textarea autofocus onfocus=%RUN%></textarea>",
    "<select autofocus onfocus=%RUN%></select>",
    "<button autofocus onfocus=%RUN%>x</button>",
    "<keygen autofocus onfocus=%RUN%>",
    "<a autofocus tabindex=0 onfocus=%RUN%>x</a>",
    "<div autofocus tabindex=0 onfocus=%RUN%>x</div>",
    "<div contenteditable autofocus onfocus=%RUN%>x</div>",
    "<div contenteditable autofocus onfocusin=%RUN%>x</div>",
    "<x autofocus tabindex=1 onfocus=%RUN%>x</x>",
    "<custom-element autofocus tabindex=1 onfocus=%RUN%>x</custom-element>",
    "<details open ontoggle=%RUN%><summary>x</summary>y</details>",
    "<details open onbeforetoggle=%RUN%>x</details>",
    "<details ontoggle=%RUN% open=''>x</details>",
    "<video src=x onerror=%RUN%></video>",
    "<video><source onerror=%RUN% src=x></video>",
    "<video onloadstart=%RUN% src=x></video>",
    "<video oncanplay=%RUN%><source src=x></video>",
    "<audio src=x onerror=%RUN%></audio>",
    "<audio onloadstart=%RUN% src=x></audio>",
    "<track onerror=%RUN% src=x default>",
    "<iframe onload=%RUN%></iframe>",
    "<iframe src=about:blank onload=%RUN%></iframe>",
    "<object data=x onerror=%RUN%></object>",
    "<object onload=%RUN% data='data:text/html,x'></object>",
    "<embed src=x onload=%RUN%>",
    "<embed onload=%RUN% type=text/html src=about:blank>",
    "<link rel=stylesheet href=x onerror=%RUN%>",
    "<link rel=stylesheet href='data:text/css,' onload=%RUN%>",
    "<style onload=%RUN%></style>",
    "<style onerror=%RUN%>@import 'x:x'</style>",
    "<script src=x onerror=%RUN%></script>",
    "<script src='data:,' onload=%RUN%></script>",
    "<marquee onstart=%RUN%>x</marquee>",
    "<marquee loop=1 width=0 onfinish=%RUN%>x</marquee>",
    "<marquee behavior=alternate onbounce=%RUN%>x</marquee>",
    "<meter onmouseover=%RUN%>x</meter>",
    "<style>@keyframes k{from{color:red}}</style><p style='animation:k 1ms' onanimationstart=%RUN%>x</p>",
    "<style>@keyframes k{from{color:red}}</style><p style='animation-name:k' onanimationend=%RUN%>x</p>",
    "<p style='transition:color 1ms' ontransitionend=%RUN%>x</p>",
    "<dialog open onclose=%RUN%><form method=dialog><button>x</button></form></dialog>",
    "<div popover onbeforetoggle=%RUN% id=p></div><button popovertarget=p>x</button>",
    "<div onscrollend=%RUN% style='overflow:auto;height:9px'><br><br><p autofocus tabindex=0>x</p></div>",
    "<p oncontentvisibilityautostatechange=%RUN% style='content-visibility:auto'>x</p>",
    "<form oninvalid=%RUN%><input required></form>",
    "<output onformdata=%RUN%>x</output>",
    "<video autoplay oncanplaythrough=%RUN% src='data:video/mp4;base64,AAAA'></video>",
    "<bgsound src=x onerror=%RUN%>",
    "<applet onerror=%RUN% code=x></applet>",
    "<portal onload=%RUN% src=x></portal>",
    "<fencedframe onload=%RUN%></fencedframe>",
)
_KEPT_ELEMENTS = [
    "a",
    "b",
    "p",
    "div",
    "span",
    "table",
    "tr",
    "td",
    "img",
    "font",
    "center",
    "blockquote",
    "details",
] + ["ul", "li", "h1", "pre", "hr", "br", "col", "summary", "bdo", "time", "ruby", "figure", "q", "wbr"]
_EVENTS = (
    ["onclick", "onmouseover", "onmouseenter", "onpointerenter", "onfocus", "onerror", "onload", "ontoggle"]
    + ["onauxclick", "ondblclick", "oncontextmenu", "oncopy", "ondragstart", "onkeydown", "onwheel"]
    + ["onbeforeinput", "onpointerrawupdate", "onwebkitanimationstart", "ongotpointercapture"]
)
_WRITTEN = (
    '{e}="%RUN%"',
    "{e}='%RUN%'",
    "{e}=%RUN%",
    "{e} = %RUN%",
    "{e}\n=\n%RUN%",
    "{e}&#61;%RUN%",
    "{e}=`%RUN%`",
    '{e}="&#x74;&#x6f;&#x70;.RAN(1)"',
    "{E}=%RUN%",
    "x='y'{e}=%RUN%",
    'x="y"{e}=%RUN%',
    "x=y/{e}=%RUN%",
    "/{e}=%RUN%",
    "///{e}=%RUN%//",
    "\f{e}=%RUN%",
    "\x0b{e}=%RUN%",
    "\x00{e}=%RUN%",
    "{e}\x00=%RUN%",
    "on\x00click=%RUN%",
    "\u00a0{e}=%RUN%",
    "\u2028{e}=%RUN%",
    "'{e}=%RUN%",
    '"{e}=%RUN%',
    "\"'{e}=%RUN%",
    "={e}=%RUN%",
    "x={e}=%RUN% {e}=%RUN%",
    "<{e}=%RUN%",
    "title='a>b' {e}=%RUN%",
    'title="</p>" {e}=%RUN%',
    "title='&quot;{e}=%RUN% '",
    "title='\" {e}=%RUN% x=\"'",
    "title=\"' {e}=%RUN% x='\"",
    'title=`" {e}=%RUN% x="`',
    "title='&#39; {e}=%RUN% '",
    "alt='` {e}=%RUN%'",
    "style='x:\"{e}=%RUN%\"'",
    "data-x='' {e}=%RUN%",
    "xmlns:on='x' on:click=%RUN%",
    "@click=%RUN% v-on:click=%RUN% ng-click=%RUN% x-on:click=%RUN%",
    "{e}={e}=%RUN%",
)


def vectors() -> Iterator[Vector]:
    """Those that fire by themselves, elements with events, and one event in every spelling."""
    yield from vectors_of("handlers that fire by themselves", _BY_THEMSELVES)
    pairs = product(_KEPT_ELEMENTS, _EVENTS)
    yield from vectors_of(
        "handlers on kept elements",
        (f"<{element} src=x open {event}=%RUN%>x</{element}>" for element, event in pairs),
    )
    for element, event in (("img src=x", "onerror"), ("p", "onmouseover"), ("details open", "ontoggle")):
        yield from vectors_of(
            "handlers behind any separator",
            (
                f"<{element} {written.replace('{e}', event).replace('{E}', event.upper())}>x"
                for written in _WRITTEN
            ),
        )
