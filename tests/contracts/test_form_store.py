"""What every home promises about forms: `ports.form_store.FormStore`."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.form import Form
from chalicelib.domain.ids import ChannelId
from tests.builders import CHANNEL, a_whole_form, an_id
from tests.contracts.engines import Home
from tests.contracts.raw_rows import raw_row, rewrite


def test_a_channel_that_has_no_form_yet_has_an_empty_one(home: Home) -> None:
    assert home.workspace.form(CHANNEL) == Form(CHANNEL)


def test_everything_about_a_form_is_kept(home: Home) -> None:
    home.workspace.put_form(a_whole_form())

    assert home.workspace.form(CHANNEL) == a_whole_form()
    assert home.workspace.form(ChannelId(an_id())).version == 0


def test_a_form_is_changed_by_whoever_read_it_last(home: Home) -> None:
    first = a_whole_form()
    home.workspace.put_form(first)

    with pytest.raises(ChangedMeanwhile):
        home.workspace.put_form(a_whole_form(color="#000000"))
    with pytest.raises(ChangedMeanwhile):
        home.workspace.put_form(first.changed().changed())

    second = first.changed(fields=first.fields[:1], is_live=True)
    home.workspace.put_form(second)
    assert home.workspace.form(CHANNEL) == second


def test_what_newer_code_wrote_of_a_form_stays(home: Home) -> None:
    home.workspace.put_form(a_whole_form())
    row = raw_row(home, "workspace", "form", CHANNEL)
    rewrite(home, "workspace", {**row, "language": "pt", "shimmer": ["silver", 3]})

    home.workspace.put_form(home.workspace.form(CHANNEL).changed(color="#112233"))

    assert raw_row(home, "workspace", "form", CHANNEL)["shimmer"] == ["silver", 3]
    assert home.workspace.form(CHANNEL).language == "pt"
