"""The website of the made-up company: a chat channel, and two chatflows of which a visitor sees one."""

from __future__ import annotations

from chalicelib.domain.chat_settings import Words
from chalicelib.domain.chatflow import AskEmail, Build, Content, Display
from chalicelib.domain.ids import InboxId
from chalicelib.domain.orders import Order
from chalicelib.domain.targeting import Line, Targeting
from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.change_chat_settings import ChatChange, change_chat_settings
from chalicelib.usecases.connect_chat import connect_chat
from chalicelib.usecases.create_chatflow import create_chatflow
from chalicelib.usecases.publish_chatflow import publish_chatflow
from chalicelib.usecases.save_chatflow import save_chatflow

NAME = "Website"
COMPANY = "Bandeja"
ORDERS = Content(
    target=Targeting(
        groups=(
            (Line("url", "contains", "/orders"),),
            (Line("url", "contains", "/cart"), Line("visits", "at_least", 2)),
        ),
        exceptions=(Line("url", "contains", "/orders/thanks"),),
    ),
    build=Build(
        heading=Words("Help with your order", "Ayuda con tu pedido"),
        welcome=Words(
            "Hello {{name}}! Is it about an order? Tell us its number and we look at it together.",
            "¡Hola {{name}}! ¿Es sobre un pedido? Dinos el número y lo miramos juntos.",
        ),
        email=AskEmail("after_first"),
    ),
    display=Display("bubble", after_seconds=20),
)


def connect_website(ports: Ports, inbox_id: InboxId, admin: Agent) -> None:
    """Any site may show it, so that every page on this machine can be tried."""
    by = Order(admin)
    channel = connect_chat(ports, inbox_id, NAME, by)
    change_chat_settings(ports, channel.id, ChatChange(0, {"reply_time": "minutes"}, {"company": COMPANY}))
    flow = create_chatflow(ports, channel.id, "Order help", by)
    save_chatflow(ports, flow.id, flow.version, name=None, draft=ORDERS)
    publish_chatflow(ports, flow.id, None, admin.id)
