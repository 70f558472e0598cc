"""The made-up company's accounts at the stand-in for the Graph API: what is typed in when connecting them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from infra.local.fake_graph.api import PREFIX, FakeGraph
from infra.local.fake_graph.state import INSTAGRAM, PAGE, WHATSAPP, FakeAccount, FakeState
from infra.local.fake_graph.webhooks import Webhooks

APP_SECRET = "made-up-app-secret"  # noqa: S105 - opens nothing but the stand-in
PAGE_ID, INSTAGRAM_ID, NUMBER_ID, BUSINESS_ID = (
    "100200300400500",
    "17841400000000001",
    "106000000000001",
    "102000000000001",
)
TEMPLATES = [
    ("order_sent", "Hello {{1}}, your order {{2}} is on its way.", "UTILITY", "en_US"),
    ("order_sent", "Hola {{1}}, tu pedido {{2}} está en camino.", "UTILITY", "es"),
    ("still_interested", "Hello {{name}}, can we still help you?", "MARKETING", "en_US"),
]


def company_graph(clock: Callable[[], datetime], *, tells: bool = True, prefix: str = PREFIX) -> FakeGraph:
    """A page, an Instagram account linked to it and a phone number, none of them connected yet."""
    state = FakeState(clock)
    for kind, account_id, name in (
        (PAGE, PAGE_ID, "Lamp shop"),
        (INSTAGRAM, INSTAGRAM_ID, "lampshop"),
        (WHATSAPP, NUMBER_ID, "Lamp shop"),
    ):
        state.add(
            FakeAccount(
                kind,
                account_id,
                name,
                token=f"made-up-token-of-{kind}",
                app_secret=APP_SECRET,
                page_id=PAGE_ID if kind == INSTAGRAM else "",
                business_id=BUSINESS_ID if kind == WHATSAPP else "",
            )
        )
    state.templates[BUSINESS_ID] = [
        {
            "name": name,
            "language": language,
            "status": "APPROVED",
            "category": category,
            "components": [{"type": "BODY", "text": body}],
        }
        for name, body, category, language in TEMPLATES
    ]
    return FakeGraph(state, Webhooks(tells), prefix)
