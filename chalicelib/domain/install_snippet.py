"""What a team pastes into its site."""

from __future__ import annotations

SNIPPET = """\
<script>
(function (w, d, b, s) {{
  if (w.Bandeja) return;
  b = w.Bandeja = {{ q: [] }};
  s = "load open close toggle refresh remove status on off identify setLanguage";
  s.split(" ").forEach(function (n) {{
    b[n] = function () {{ b.q.push([n].concat([].slice.call(arguments))); }};
  }});
  s = d.createElement("script");
  s.async = 1;
  s.src = "{script}";
  d.head.appendChild(s);
}})(window, document);
</script>
"""


def script_url(site: str, channel_id: str) -> str:
    """The launcher of a channel; `site` is ours, without a slash. Strict pages load it by itself."""
    return f"{site}/api/chat/widget.js?channel={channel_id}"


def install_snippet(site: str, channel_id: str) -> str:
    """HTML. Calls made before the launcher is there wait in `q`."""
    return SNIPPET.format(script=script_url(site, channel_id))
