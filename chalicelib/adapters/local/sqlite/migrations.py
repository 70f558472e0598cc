"""The shape of the local database, as numbered steps. A step that was released is never changed."""

from __future__ import annotations

FIRST = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    shelf TEXT NOT NULL,
    desk TEXT,
    position TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    item TEXT NOT NULL
);
CREATE INDEX by_inbox ON conversations (shelf, position);
CREATE INDEX by_owner ON conversations (desk, position) WHERE desk IS NOT NULL;
CREATE INDEX by_contact ON conversations (contact_id, started_at);

CREATE TABLE entries (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT NOT NULL REFERENCES conversations,
    seq INTEGER NOT NULL,
    item TEXT NOT NULL,
    UNIQUE (conversation_id, seq)
);

CREATE TABLE work (
    conversation_id TEXT NOT NULL REFERENCES conversations,
    seq INTEGER NOT NULL,
    version INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    due_at TEXT,
    item TEXT NOT NULL,
    PRIMARY KEY (conversation_id, seq)
);
CREATE INDEX due ON work (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE external_ids (pk TEXT PRIMARY KEY, item TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE contacts (pk TEXT PRIMARY KEY, item TEXT NOT NULL);
CREATE TABLE identities (pk TEXT PRIMARY KEY, contact_id TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE workspace (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    arrived_at TEXT,
    item TEXT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX by_arrival ON workspace (kind, arrived_at) WHERE arrived_at IS NOT NULL;
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE live (
    pk TEXT NOT NULL,
    sk TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    item TEXT NOT NULL,
    PRIMARY KEY (pk, sk)
);
CREATE INDEX live_ended ON live (expires_at);

CREATE TABLE feed_cursors (name TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID
"""

TELLINGS = """
CREATE TABLE tellings (
    conversation_id TEXT NOT NULL REFERENCES conversations,
    subscription_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    due_shard TEXT,
    due_at TEXT,
    item TEXT NOT NULL,
    PRIMARY KEY (conversation_id, subscription_id)
) WITHOUT ROWID;
CREATE INDEX tellings_due ON tellings (due_shard, due_at) WHERE due_shard IS NOT NULL
"""

MIGRATIONS = (FIRST, TELLINGS)
