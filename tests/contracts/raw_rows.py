"""Rows as they lie in a home, to be read and rewritten the way code of another version would."""

from __future__ import annotations

import json
from typing import Any

from chalicelib.adapters.stored.attribute_values import item_of, plain_of
from tests.contracts.engines import Home

Plain = dict[str, Any]
ROWS = {  # how SQLite keeps a row that DynamoDB has under (table, pk, sk)
    "HEAD": ("conversations", "id = :id", lambda pk, sk: {"id": pk.partition("#")[2]}),
    "E#": (
        "entries",
        "conversation_id = :id AND seq = :seq",
        lambda pk, sk: {"id": pk.partition("#")[2], "seq": int(sk.partition("#")[2])},
    ),
    "PROFILE": ("contacts", "pk = :pk", lambda pk, sk: {"pk": pk}),
    "": ("workspace", "kind = :kind AND id = :id", lambda pk, sk: {"kind": pk, "id": sk}),
}


def raw_row(home: Home, noun: str, pk: str, sk: str) -> Plain:
    """The row, with its keys."""
    if home.place:
        key = item_of({"pk": pk, "sk": sk})
        found = home.place.client.get_item(TableName=home.place.table(noun), Key=key, ConsistentRead=True)
        return plain_of(found["Item"])
    assert home.database is not None
    table, where, values = _place_of(sk)
    with home.database.reading() as database:
        (text,) = database.execute(f"SELECT item FROM {table} WHERE {where}", values(pk, sk)).fetchone()
    row: Plain = json.loads(text)
    return {"pk": pk, "sk": sk, **row}


def rewrite(home: Home, noun: str, row: Plain) -> None:
    """Put the row as it is given."""
    if home.place:
        home.place.client.put_item(TableName=home.place.table(noun), Item=item_of(row))
        return
    assert home.database is not None
    table, where, values = _place_of(row["sk"])
    text = json.dumps(row, ensure_ascii=False)
    with home.database.writing() as database:
        database.execute(
            f"UPDATE {table} SET item = :item WHERE {where}", {"item": text, **values(row["pk"], row["sk"])}
        )


def _place_of(sk: str) -> Any:
    return next(found for start, found in ROWS.items() if sk.startswith(start))
