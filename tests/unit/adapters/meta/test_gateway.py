"""Messages and questions to a stand-in for the Graph API, over real HTTP."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.adapters.meta.gateway import open_gateway
from chalicelib.adapters.meta.graph import GRAPH_URL, GraphClient
from chalicelib.domain.platform_event import RemoteFile
from chalicelib.domain.sending_errors import SendDelayed, SendRefused, SendUnsure, TokenInvalid
from chalicelib.ports.platform import FileLost, PlatformBusy
from infra.local.fake_graph.refusals import magic_person
from infra.local.fake_graph.state import FakeMedia
from tests.outgoing import a_choice, a_file, a_picture, an_outbound
from tests.running_graph import DIALECTS, PEOPLE, RunningGraph, a_template, usage

KINDS = ("messenger", "instagram", "whatsapp")
LONG = "word " * 900


def outbound_to(graph: RunningGraph, kind: str, **changed: Any) -> Any:
    return an_outbound(channel=graph.channel(kind), **{"to": PEOPLE[kind], **changed})


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_goes_out_under_the_id_of_the_platform(fake_graph: RunningGraph, kind: str) -> None:
    parts: list[str] = []

    sent = fake_graph.gateway(kind).send(outbound_to(fake_graph, kind, part_sent=parts.append))

    assert [message.id for message in fake_graph.state.messages] == [sent]
    assert parts == []  # whoever asked writes the last one down
    assert fake_graph.texts() == ["It is on its way."]


@pytest.mark.parametrize("kind", KINDS)
def test_files_arrive_as_they_were(fake_graph: RunningGraph, kind: str) -> None:
    picture, document = a_picture(), a_file("application/pdf", b"%PDF\r\n--x\n\0", "bill ñ.pdf")

    fake_graph.gateway(kind).send(outbound_to(fake_graph, kind, text="", files=(picture, document)))

    media = [fake_graph.state.media[message.media[0]] for message in fake_graph.state.messages]
    assert [(one.content_type, one.content) for one in media] == [
        (picture.content_type, picture.content),
        (document.content_type, document.content),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_pressed_arrives(fake_graph: RunningGraph, kind: str) -> None:
    fake_graph.gateway(kind).send(outbound_to(fake_graph, kind, parts=(a_choice("Yes"), a_choice("No"))))

    assert "Yes" in str(fake_graph.state.messages[0].content)


@pytest.mark.parametrize("kind", KINDS)
def test_parts_arrive_in_their_order_and_each_is_told_before_the_next(
    fake_graph: RunningGraph, kind: str
) -> None:
    told: list[int] = []
    outbound = outbound_to(
        fake_graph, kind, text=LONG, part_sent=lambda _: told.append(len(fake_graph.state.messages))
    )

    fake_graph.gateway(kind).send(outbound)

    assert told == list(range(1, len(fake_graph.state.messages)))
    assert " ".join(fake_graph.texts()).split() == LONG.split()


def test_after_a_broken_part_only_the_rest_is_sent(fake_graph: RunningGraph) -> None:
    parts: list[str] = []
    gateway, outbound = fake_graph.gateway("messenger"), outbound_to(fake_graph, "messenger", text=LONG)

    def then_fail(part: str) -> None:
        parts.append(part)
        fake_graph.fail("/messages", code=2)

    with pytest.raises(SendDelayed):
        gateway.send(replace(outbound, part_sent=then_fail))
    gateway.send(replace(outbound, parts_sent=tuple(parts), attempt=2))

    assert " ".join(fake_graph.texts()).split() == LONG.split()
    names = [one.content["message"]["metadata"][-6:] for one in fake_graph.state.messages]
    assert names == [":1:0/3", ":2:1/3", ":2:2/3"]


def test_a_message_of_many_parts_goes_on_in_another_try_before_its_lease_ends(
    fake_graph: RunningGraph,
) -> None:
    parts: list[str] = []
    gateway, outbound = fake_graph.gateway("messenger"), outbound_to(fake_graph, "messenger", text=LONG)

    def slowly(part: str) -> None:
        parts.append(part)
        fake_graph.now += timedelta(seconds=15)

    with pytest.raises(SendDelayed, match="the rest goes out"):
        gateway.send(replace(outbound, part_sent=slowly))
    gateway.send(replace(outbound, parts_sent=tuple(parts), attempt=2))

    assert len(parts) == 2
    assert " ".join(fake_graph.texts()).split() == LONG.split()


def test_a_part_that_is_refused_says_how_much_had_gone_out(fake_graph: RunningGraph) -> None:
    outbound = outbound_to(
        fake_graph,
        "messenger",
        text=LONG,
        part_sent=lambda _: fake_graph.fail("/messages", code=551, subcode=1545041),
    )

    with pytest.raises(SendRefused, match="cannot be reached there now.*1 of 3 parts had gone out"):
        fake_graph.gateway("messenger").send(outbound)


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [
        (551, 1545041, SendRefused),
        (613, 0, SendDelayed),
        (10, 2018278, SendRefused),
        (1, 1357046, SendUnsure),
    ],
)
def test_an_error_means_what_its_code_says(
    fake_graph: RunningGraph, code: int, subcode: int, kind: type[Exception]
) -> None:
    outbound = outbound_to(fake_graph, "messenger", to=magic_person(code, subcode))

    with pytest.raises(kind) as raised:
        fake_graph.gateway("messenger").send(outbound)

    assert type(raised.value) is kind


@pytest.mark.parametrize("kind", KINDS)
def test_somebody_unknown_is_refused_with_the_cause(fake_graph: RunningGraph, kind: str) -> None:
    with pytest.raises(SendRefused):
        fake_graph.gateway(kind).send(outbound_to(fake_graph, kind, to="99999"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_token_that_is_of_no_use_waits_for_somebody_to_connect_again(
    fake_graph: RunningGraph, kind: str
) -> None:
    outbound = outbound_to(fake_graph, kind)
    fake_graph.account(kind).is_valid = False

    with pytest.raises(TokenInvalid, match="connect the channel again"):
        fake_graph.gateway(kind).send(outbound)


def test_a_channel_without_a_token_waits_likewise(fake_graph: RunningGraph) -> None:
    outbound = outbound_to(fake_graph, "messenger")
    fake_graph.secrets.forget(outbound.channel.id)

    with pytest.raises(TokenInvalid):
        fake_graph.gateway("messenger").send(outbound)


def test_when_nobody_is_there_nothing_went_out(fake_graph: RunningGraph) -> None:
    gateway = fake_graph.gateway("messenger", client=GraphClient("http://127.0.0.1:1"))

    with pytest.raises(SendDelayed) as raised:
        gateway.send(outbound_to(fake_graph, "messenger"))

    assert not isinstance(raised.value, TokenInvalid)


def test_an_answer_that_never_comes_leaves_it_unsure(fake_graph: RunningGraph) -> None:
    with fake_graph.state.lock, pytest.raises(SendUnsure):
        fake_graph.gateway("messenger").send(outbound_to(fake_graph, "messenger"))


@pytest.mark.parametrize("status", [500, 502, 504])
def test_an_answer_of_a_machine_in_between_leaves_it_unsure(fake_graph: RunningGraph, status: int) -> None:
    fake_graph.fail("/messages", status=status, code=None, carried_out=True)

    with pytest.raises(SendUnsure):
        fake_graph.gateway("messenger").send(outbound_to(fake_graph, "messenger"))

    assert len(fake_graph.state.messages) == 1


@pytest.mark.parametrize("kind", ["instagram", "whatsapp"])
def test_a_file_that_broke_on_its_way_up_is_no_message_yet(fake_graph: RunningGraph, kind: str) -> None:
    edge = "/media" if kind == "whatsapp" else "/message_attachments"
    fake_graph.fail(edge, status=502, code=None)

    with pytest.raises(SendDelayed):
        fake_graph.gateway(kind).send(outbound_to(fake_graph, kind, files=(a_picture(),), text=""))

    assert fake_graph.state.messages == []


def test_a_pause_that_the_platform_asks_for_is_kept(fake_graph: RunningGraph) -> None:
    gateway, outbound = fake_graph.gateway("messenger"), outbound_to(fake_graph, "messenger")
    fake_graph.fail("/messages", code=613, status=429, headers={"Retry-After": "120"})

    with pytest.raises(SendDelayed) as first:
        gateway.send(outbound)
    fake_graph.now += timedelta(seconds=119)
    with pytest.raises(SendDelayed) as second:
        gateway.send(outbound)
    fake_graph.now += timedelta(seconds=2)
    gateway.send(outbound)

    assert first.value.wait == timedelta(seconds=120)
    assert second.value.wait == timedelta(seconds=1)
    assert len([call for call in fake_graph.graph.calls if "/messages" in call]) == 2


@pytest.mark.parametrize(
    ("kind", "code", "minutes"),
    [("messenger", 4, 5), ("messenger", 613, 5), ("instagram", 80002, 5), ("whatsapp", 130429, 1)],
)
def test_too_many_calls_stop_all_further_ones_of_the_account_where_no_header_tells_how_long(
    fake_graph: RunningGraph, kind: str, code: int, minutes: int
) -> None:
    gateway, outbound = fake_graph.gateway(kind), outbound_to(fake_graph, kind)
    fake_graph.fail("/messages", code=code)

    with pytest.raises(SendDelayed) as first:
        gateway.send(outbound)
    called = len(fake_graph.graph.calls)
    with pytest.raises(SendDelayed) as second:
        gateway.send(outbound)
    gateway.show(outbound.channel, PEOPLE[kind], "typing_on", "wamid.1")
    during = len(fake_graph.graph.calls)
    fake_graph.now += timedelta(minutes=minutes)
    gateway.send(outbound)

    assert first.value.wait == second.value.wait == timedelta(minutes=minutes)
    assert during == called
    assert len(fake_graph.state.messages) == 1


def test_a_question_that_is_one_too_many_stops_messages_too(fake_graph: RunningGraph) -> None:
    gateway, outbound = fake_graph.gateway("messenger"), outbound_to(fake_graph, "messenger")
    fake_graph.fail(f"/{PEOPLE['messenger']}", code=32)

    with pytest.raises(PlatformBusy):
        gateway.person(outbound.channel, PEOPLE["messenger"])
    with pytest.raises(SendDelayed):
        gateway.send(outbound)

    assert fake_graph.state.messages == []


def test_what_is_left_of_an_allowance_is_for_messages(fake_graph: RunningGraph) -> None:
    gateway, outbound = fake_graph.gateway("messenger"), outbound_to(fake_graph, "messenger")
    fake_graph.state.usage = usage(call_count=96)
    gateway.send(outbound)

    with pytest.raises(PlatformBusy, match="for messages"):
        gateway.person(outbound.channel, PEOPLE["messenger"])
    gateway.show(outbound.channel, PEOPLE["messenger"], "typing_on")
    gateway.send(outbound)

    assert len(fake_graph.state.messages) == 2
    assert fake_graph.state.shown == []


def test_no_token_stands_in_an_address_or_in_a_log(
    fake_graph: RunningGraph, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    gateway, outbound = fake_graph.gateway("messenger"), outbound_to(fake_graph, "messenger")
    fake_graph.fail("/messages", code=2)

    with pytest.raises(SendDelayed):
        gateway.send(outbound)
    gateway.check(outbound.channel)

    account = fake_graph.account("messenger")
    everything = "\n".join([*fake_graph.graph.calls, caplog.text, repr(gateway)])
    assert account.token not in everything
    assert account.app_secret not in everything
    assert "appsecret_proof=" in everything


def test_what_went_out_is_not_known_by_our_name_for_it(fake_graph: RunningGraph) -> None:
    assert fake_graph.gateway("messenger").found("any", 1) is None


@pytest.mark.parametrize(
    ("kind", "name"), [("messenger", "Ana Ruiz"), ("instagram", "Nuno Reis"), ("whatsapp", "")]
)
def test_a_person_is_known_by_name_where_the_platform_tells_it(
    fake_graph: RunningGraph, kind: str, name: str
) -> None:
    person = fake_graph.gateway(kind).person(fake_graph.channel(kind), PEOPLE[kind])

    assert (person.name if person else "") == name
    if person:
        picture = fake_graph.gateway(kind).fetch(
            fake_graph.channel(kind), RemoteFile("image", url=person.picture)
        )
        assert picture.content_type == "image/png"


def test_somebody_whom_the_platform_does_not_show_has_no_name(fake_graph: RunningGraph) -> None:
    gateway, channel = fake_graph.gateway("messenger"), fake_graph.channel("messenger")
    fake_graph.fail(PEOPLE["messenger"], code=10)

    assert gateway.person(channel, PEOPLE["messenger"]) is None
    assert gateway.person(channel, "99/../me") is None
    assert gateway.person(channel, PEOPLE["messenger"]) is not None


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_person_is_asked_for_later_when_the_platform_is_busy(fake_graph: RunningGraph, status: int) -> None:
    fake_graph.fail(status=status, code=None)

    with pytest.raises(PlatformBusy):
        fake_graph.gateway("messenger").person(fake_graph.channel("messenger"), PEOPLE["messenger"])


def test_a_file_of_whatsapp_is_fetched_with_the_token(fake_graph: RunningGraph) -> None:
    media_id = fake_graph.state.keep_media(FakeMedia("bill.pdf", "application/pdf", b"%PDF-1.7"))

    file = RemoteFile("file", media_id=media_id, name="bill.pdf")
    fetched = fake_graph.gateway("whatsapp").fetch(fake_graph.channel("whatsapp"), file)

    assert (fetched.name, fetched.content_type, fetched.content) == (
        "bill.pdf",
        "application/pdf",
        b"%PDF-1.7",
    )


@pytest.mark.parametrize("media_id", ["800000000009999", "../me", "a b", "x" * 101])
def test_a_file_that_is_not_there_is_lost(fake_graph: RunningGraph, media_id: str) -> None:
    with pytest.raises(FileLost):
        fake_graph.gateway("whatsapp").fetch(
            fake_graph.channel("whatsapp"), RemoteFile("file", media_id=media_id)
        )


def test_files_of_this_machine_are_fetched_only_from_a_stand_in(fake_graph: RunningGraph) -> None:
    media_id = fake_graph.state.keep_media(FakeMedia("x", "text/plain", b"x"))
    file = RemoteFile("file", url=f"{fake_graph.address}/files/{media_id}")
    channel = fake_graph.channel("messenger")
    of_meta = open_gateway(DIALECTS["messenger"], GRAPH_URL, fake_graph.secrets, lambda: fake_graph.now)

    assert fake_graph.gateway("messenger").fetch(channel, file).content == b"x"
    with pytest.raises(FileLost):
        of_meta.fetch(channel, file)


def test_typing_and_seen_are_shown(fake_graph: RunningGraph) -> None:
    for kind in KINDS:
        for action in ("mark_seen", "typing_on", "typing_off"):
            fake_graph.gateway(kind).show(fake_graph.channel(kind), PEOPLE[kind], action, "wamid.theirs")

    shown = [(who, action) for _, who, action in fake_graph.state.shown]
    assert shown[:6] == [
        (PEOPLE[kind], action)
        for kind in ("messenger", "instagram")
        for action in ("mark_seen", "typing_on", "typing_off")
    ]
    assert shown[6:] == [("wamid.theirs", "mark_seen"), ("wamid.theirs", "typing_on")]


@pytest.mark.parametrize("failure", [{"code": 190}, {"code": 613}, {"code": None, "status": 500}])
def test_typing_that_cannot_be_shown_disturbs_nobody(
    fake_graph: RunningGraph, failure: dict[str, Any]
) -> None:
    fake_graph.fail("/messages", **failure)

    fake_graph.gateway("messenger").show(fake_graph.channel("messenger"), PEOPLE["messenger"], "typing_on")

    assert fake_graph.state.shown == []


def test_templates_are_read_page_by_page(fake_graph: RunningGraph) -> None:
    account = fake_graph.account("whatsapp")
    fake_graph.state.templates[account.business_id] = [a_template(f"t{number}") for number in range(230)]

    found = fake_graph.gateway("whatsapp").templates(fake_graph.channel("whatsapp"))

    assert [template.name for template in found] == [f"t{number}" for number in range(230)]
    assert fake_graph.gateway("messenger").templates(fake_graph.channel("messenger")) == ()
