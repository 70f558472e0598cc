"""Whatever a message of ours holds, each call that it becomes is one that the platform takes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.platform_entries import Part
from chalicelib.ports.outside import OutboundFile
from tests.outgoing import a_choice, a_file, a_picture, an_outbound
from tests.running_graph import PEOPLE, RunningGraph

WORDS = st.text(st.sampled_from("abcñé漢字🙂👍🏽\u200d \n.!?"), max_size=3_000)
LONG = st.builds(lambda words, times: words * times, WORDS, st.integers(1, 4))
FILES = st.lists(st.sampled_from([a_picture(), a_file("application/pdf"), a_file("video/mp4")]), max_size=3)
CHOICES = st.lists(st.builds(a_choice, st.text("abñ漢🙂", min_size=1, max_size=30)), max_size=3)


@pytest.mark.parametrize("kind", ["messenger", "instagram", "whatsapp"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=LONG.filter(str.strip), files=FILES, choices=CHOICES)
def test_a_message_is_taken_whole(
    fake_graph: RunningGraph, kind: str, text: str, files: list[OutboundFile], choices: list[Part]
) -> None:
    fake_graph.state.messages.clear()
    parts: list[str] = []
    outbound = an_outbound(
        channel=fake_graph.channel(kind),
        to=PEOPLE[kind],
        text=text,
        files=tuple(files),
        parts=tuple(choices),
        part_sent=parts.append,
    )

    last = fake_graph.gateway(kind).send(outbound)

    taken = fake_graph.state.messages
    assert [message.id for message in taken] == [*parts, last]
    assert sum(len(message.media) for message in taken) == len(files)
    assert "".join("".join(fake_graph.texts()).split()) == "".join(text.split())
