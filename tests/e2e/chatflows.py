"""A website with chatflows, as an admin would have set it up, and the way to its screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.journeys.agent import Agent

ANYWHERE = {"field": "url", "test": "any", "value": "", "name": ""}


def on(address: str) -> dict[str, Any]:
    """A line: the page's address contains this."""
    return {"field": "url", "test": "contains", "value": address, "name": ""}


@dataclass(frozen=True, slots=True)
class Website:
    """A chat channel; `address` leads to its settings, and `flow` to one of its chatflows."""

    channel: str
    flows: dict[str, str]

    @property
    def settings(self) -> str:
        return f"#/settings/channels/{self.channel}/chat"

    def flow(self, name: str, tab: str = "build") -> str:
        return f"#/chatflows/{self.channel}/{self.flows[name]}?tab={tab}"


def a_website(agent: Agent, name: str) -> Website:
    """Three chatflows in this order: Sales help, Order help, Everybody; all live but the second."""
    inbox = next(one["id"] for one in agent.get("/api/inboxes")["items"] if one["name"] == "Support")
    made = agent.ask("POST", "/api/channels", {"kind": "chat", "inbox": inbox, "name": name}).json
    channel = str(made["channel"])
    order = a_flow(agent, channel, "Order help", on("/orders"))
    sales = a_flow(agent, channel, "Sales help", on("/pricing"))
    agent.ask("POST", f"/api/chatflows/{sales['id']}/publish", {"version": sales["version"]})
    everybody = agent.get(f"/api/chatflows?channel={channel}")["items"][-1]
    agent.ask(
        "PUT", f"/api/chatflows/{everybody['id']}", {"version": everybody["version"], "name": "Everybody"}
    )
    return Website(
        channel, {"Sales help": sales["id"], "Order help": order["id"], "Everybody": everybody["id"]}
    )


def a_flow(agent: Agent, channel: str, name: str, line: dict[str, Any]) -> Any:
    """A draft that stands first and is shown where this line is true."""
    made = agent.ask("POST", "/api/chatflows", {"channel": channel, "name": name}).json
    draft = made["draft"] | {"target": {"groups": [[line]], "exceptions": []}}
    return agent.ask("PUT", f"/api/chatflows/{made['id']}", {"version": made["version"], "draft": draft}).json


def names_in_order(agent: Agent, website: Website) -> list[str]:
    """As visitors' pages ask them."""
    return [one["name"] for one in agent.get(f"/api/chatflows?channel={website.channel}")["items"]]


def the_flow(agent: Agent, website: Website, name: str) -> Any:
    """What the server keeps of it."""
    return agent.get(f"/api/chatflows/{website.flows[name]}")
