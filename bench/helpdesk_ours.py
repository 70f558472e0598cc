"""Run by bench.helpdesk: every mail of a folder through our queue handler, into a local home on SQLite.

python -m bench.helpdesk_ours FOLDER
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from chalice.app import SQSEvent

from chalicelib import wiring
from chalicelib.channels.email.notification import notification_of
from chalicelib.domain.entry import Status
from chalicelib.domain.ids import ChannelId, InboxId
from chalicelib.domain.workspace import Channel, Inbox
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.ports.conversation_lists import Shelf

INBOX = Inbox(InboxId("a1" * 16), "Support")
CHANNEL = Channel(ChannelId("b1" * 16), INBOX.id, "email", "Support", "support@example.net")
BATCH = 10


def main(folder: Path) -> None:
    os.environ.update(BANDEJA_HOME="local", DATA_DIR=str(folder / "data"))
    home = wiring.local_home()
    home.ports.workspace.put_inbox(INBOX)
    home.ports.workspace.put_channel(CHANNEL)
    records = [arrived(path) for path in sorted((folder / "incoming").iterdir())]
    begun = time.process_time()
    for start in range(0, len(records), BATCH):
        on_mail(SQSEvent({"Records": records[start : start + BATCH]}, None))
    taken = time.process_time() - begun
    page = home.ports.lists.page(Shelf(INBOX.id, Status.OPEN), after=None, limit=len(records) + 1)
    print(json.dumps({"seconds": taken, "stored": len(page.rows)}))


def arrived(path: Path) -> dict[str, Any]:
    """The mail as the door leaves it, and the record that tells of it."""
    home = wiring.local_home()
    home.ports.blobs.put_incoming(path.name, path.read_bytes())
    notice = notification_of(path.name, (CHANNEL.address,), "ana@example.org", wiring.now())
    return {
        "messageId": path.name,
        "body": json.dumps(notice),
        "attributes": {"ApproximateReceiveCount": "1"},
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
