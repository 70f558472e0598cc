"""docs/api-tokens.md: what it says of permissions and tokens is so."""

from __future__ import annotations

import re
from typing import get_args

from chalicelib.handlers.tokens import TokenPermission
from tests.architecture.tree import ROOT

PAGE = (ROOT / "docs" / "api-tokens.md").read_text()


def test_every_permission_is_described() -> None:
    table = PAGE.partition("| Permission | Means |")[2].partition("\n\n")[0]
    first_cells = " ".join(re.findall(r"^\|(.*?)\|", table, re.MULTILINE))
    named = re.findall(r"`(\w+)`", first_cells)

    assert sorted(named) == sorted(get_args(TokenPermission))
