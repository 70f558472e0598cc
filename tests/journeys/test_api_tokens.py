"""What docs/api-tokens.md tells a programmer to type is typed, against the process that `make run` starts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence

import pytest

from tests.journeys.agent import Agent
from tests.journeys.product import ROOT, Product

PAGE = (ROOT / "docs" / "api-tokens.md").read_text()
EXAMPLES = {language: code for language, code in re.findall(r"```(sh|python)\n(.*?)```", PAGE, re.DOTALL)}


@pytest.mark.parametrize(
    "command", [["sh", "-c", EXAMPLES["sh"]], [sys.executable, "-c", EXAMPLES["python"]]]
)
def test_the_examples_of_the_page_work(command: Sequence[str], product: Product, agent: Agent) -> None:
    inbox = agent.get("/api/inboxes")["items"][0]["id"]
    subject = f"Your order, by {command[0][-2:]}"
    mail = {"inbox": inbox, "to": ["carla@customer.test"], "subject": subject, "text": "Hello"}
    assert agent.ask("POST", "/api/conversations", mail).status == 201
    wanted = {"name": "Example", "permissions": ["see_conversations"], "inboxes": [inbox]}
    made = agent.ask("POST", "/api/tokens", wanted).json

    said = subprocess.run(
        command,
        env={**os.environ, "BANDEJA_URL": product.url, "BANDEJA_TOKEN": made["token"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    agent.ask("DELETE", f"/api/tokens/{made['id']}")
    refused = agent.ask("GET", "/api/inboxes", headers={"Authorization": f"Bearer {made['token']}"})

    assert subject in said.stdout
    assert (refused.status, refused.json["code"]) == (401, "RevokedToken")
