"""Comments, odd bytes, other charsets and absurd lengths, each around something that would run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tests.vectors.vector import Vector, vectors_of

_LIVE = ("<img src=x onerror=%RUN%>", "<script>%RUN%</script>", "<img src='%NET%' srcset='%NET%'>")
_AROUND = (
    "<!--{x}-->",
    "<!-->{x}-->",
    "<!--->{x}-->",
    "<!--x--!>{x}",
    "<!--x--!>{x}-->",
    "<!--x-- >{x}-->",
    "<!--x->{x}-->",
    "<!----!>{x}",
    "<!--<!--{x}-->-->",
    "<!--<!-->{x}-->",
    "<!--a--b-->{x}<!--c-->",
    "<!-- `-->{x}",
    "<!--\x00-->{x}",
    "<!--[if IE]>{x}<![endif]-->",
    "<!--[if !IE]><!-->{x}<!--<![endif]-->",
    "<![if true]>{x}<![endif]>",
    "<!--[if gte mso 9]><xml>{x}</xml><![endif]-->",
    "<![CDATA[{x}]]>",
    "<svg><![CDATA[{x}]]></svg>",
    "<svg><![CDATA[</svg>{x}]]>",
    "<math><![CDATA[><!--]]>{x}-->",
    "<?php {x} ?>",
    "<?xml-stylesheet {x}?>",
    "<%{x}%>",
    "<!DOCTYPE {x}>",
    "<!DOCTYPE html SYSTEM '{x}'>",
    "<!ENTITY x '{x}'>&x;",
    "</p {x}>",
    "</!{x}>",
    "</?{x}>",
    "<#{x}>",
    "<x:y z='{x}'>",
    "<a<b>{x}",
    "<a/b/{x}",
    "<p\x00>{x}",
    "\x00{x}",
    "{x}\x00",
    "\ufeff{x}",
    "\ufffe{x}",
    "\ud800{x}\udfff",
    "\u202e{x}",
    "\u2066\u2067{x}",
    "\x1b$B{x}\x1b(B",
    "\x1b(J{x}",
    "\x85{x}\x0c",
    "\u0130{x}\u017f",
    "\U0001f4a3{x}\U0010ffff",
)
_ENCODED = (
    "+ADw-script+AD4-%RUN%+ADw-/script+AD4-",
    "+ADw-img src+AD0-x onerror+AD0-%RUN%+AD4-",
    "<meta charset=utf-7>+ADw-script+AD4-%RUN%+ADw-/script+AD4-",
    "<meta charset=utf-16>" + "\x00".join("<script>") + "%RUN%" + "\x00".join("</script>"),
    "<meta charset=iso-2022-jp><img alt='\x1b$B'><p title='\x1b(B onmouseover=%RUN% '>x",
    "<meta charset=hz-gb-2312>~{<script>~}%RUN%</script>",
    "<meta charset=x-user-defined>\uf73cscript\uf73e%RUN%",
    "\u00bcscript\u00be%RUN%\u00bc/script\u00be",
    "\uff1cscript\uff1e%RUN%\uff1c/script\uff1e",
    "\u226ascript\u226b%RUN%",
    "<\u0336s\u0336cript>%RUN%</script>",
    "%u003cscript%u003e%RUN%%u003c/script%u003e",
    "&#60script&#62%RUN%&#60/script&#62",
    "&#x3cscript&#x3e%RUN%&#x3c/script&#x3e",
    "&lt\x00;script&gt;%RUN%",
    "&ltscript&gt%RUN%&lt/script&gt",
    "&LT;script&GT;%RUN%&LT;/script&GT;",
    "&nvlt;script&nvgt;%RUN%",
    "&#x80000000;&#xd800;&#0;&#x110000;&#128;<script>%RUN%</script>",
    "<img src=x onerror=&#x74;&#x6f;&#x70;&#46;&#82;&#65;&#78;(1)>",
    "<img src=x onerror=\\u0074op.RAN(1)>",
    "<a href='&#x6a;&#x61;&#x76;&#x61;&#x73;&#x63;&#x72;&#x69;&#x70;&#x74;&#x3a;%RUN%'>x</a>",
)
_LONG = 60_000


def vectors() -> Iterator[Vector]:
    """What is alive inside what hides it; the lengths last."""
    yield from vectors_of(
        "comments and odd bytes", (around.replace("{x}", live) for around, live in product(_AROUND, _LIVE))
    )
    yield from vectors_of("other charsets", _ENCODED)
    yield from vectors_of("absurd lengths", _long_ones())


def _long_ones() -> Iterator[str]:
    many = "a" * _LONG
    for live in _LIVE:
        yield f"<p title='{many}'>{live}"
        yield f"<p title='{many}>{live}"
        yield f"<p style='{'color:red;' * 6_000}background:url(%NET%)'>{live}</p>"
        yield f"<p {'x=y ' * 5_000}onmouseover=%RUN%>{live}</p>"
        yield f"<{many}>{live}</{many}>"
        yield f"<!--{many}-->{live}"
        yield f"<a href='https://example.org/{many}'>{live}</a>"
        yield f"<a href='{' ' * _LONG}javascript:%RUN%'>{live}</a>"
        yield f"<a href='{'&#9;' * 9_000}javascript:%RUN%'>{live}</a>"
        yield f"<img src='data:image/png;base64,{many}' onload=%RUN%>{live}"
        yield f"<img src='data:image/png;base64,{many}\" onerror=%RUN% x=\"'>{live}"
        yield f"data:image/png;base64,{many}<img src='cid:embedded-0' onerror=%RUN%>{live}"
        yield f"{'&amp;' * 12_000}{live}"
        yield "<div>" * 600 + live
        yield "<b>" * 300 + "<table>" * 100 + live
        yield "<svg><g>" * 300 + live
        yield "<div>" * 6_000 + live
