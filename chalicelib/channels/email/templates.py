"""The texts that the product mails, from `templates/email/<name>/`: rendered with Jinja2, HTML escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

HERE = Path(__file__).resolve()
# in the Lambda package what stands in vendor/ lies beside chalicelib/
FOLDER = HERE.parents[3] / "templates" / "email"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )
    made.filters["lines"] = _lines
    return made


def _lines(text: str) -> Markup:
    """Text as HTML that keeps its lines and gaps also where a mail program throws all styles away."""
    from markupsafe import Markup, escape

    kept = str(escape(text)).replace("  ", "&nbsp; ").replace("\n ", "\n&nbsp;")
    return Markup(kept.replace("\n", "<br>\n"))  # escaped just above


def render(template: str, **values: Any) -> str:
    """The text of `template`, such as `reply/body.txt`. Raises `jinja2.UndefinedError`."""
    return _environment().get_template(template).render(**values)
