"""Both homes keep what people entered for a channel, encrypted, and give it back to whoever sends for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from moto import mock_aws

from chalicelib.adapters.aws.channel_secrets import SsmChannelSecrets
from chalicelib.adapters.aws.clients import new_client
from chalicelib.adapters.aws.ssm import SsmSecrets
from chalicelib.adapters.local.channel_secrets import FileChannelSecrets
from chalicelib.adapters.local.secrets import FileSecrets
from chalicelib.adapters.stored.channel_secret import NotSecrets
from chalicelib.domain.errors import TooLarge
from chalicelib.ports.platform import ChannelSecrets
from tests.builders import an_id

VALUES = {"token": "EAAB-made-up-ñ", "app_secret": "hidden-away"}


@dataclass
class Engine:
    """`new_process` is the port as a fresh process sees it; `raw` what lies there; `spoil` changes it."""

    new_process: Callable[[], ChannelSecrets]
    raw: Callable[[str], bytes]
    spoil: Callable[[str, str], None]


@pytest.fixture(params=["files", "ssm-moto"])
def engine(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    if request.param == "files":
        keys, folder = FileSecrets(tmp_path / "keys"), tmp_path / "keys" / "channel-secrets"

        def copy(one: str, other: str) -> None:
            (folder / other).write_bytes((folder / one).read_bytes())

        yield Engine(lambda: FileChannelSecrets(folder, keys), lambda one: (folder / one).read_bytes(), copy)
        return
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        client = new_client("ssm", "eu-west-1")

        def named(channel_id: str) -> str:
            return f"/bandeja/test/channels/{channel_id}"

        yield Engine(
            lambda: SsmChannelSecrets(client, "/bandeja/test/"),
            lambda one: client.get_parameter(Name=named(one))["Parameter"]["Value"].encode(),
            lambda one, other: client.put_parameter(
                Name=named(other), Value="[]", Type="SecureString", Overwrite=True
            ),
        )


def test_what_was_entered_is_there_for_every_process(engine: Engine) -> None:
    channel = an_id()

    engine.new_process().put(channel, VALUES)

    assert engine.new_process().of(channel) == VALUES


def test_a_channel_without_secrets_has_none(engine: Engine) -> None:
    assert engine.new_process().of(an_id()) == {}


def test_whoever_changed_them_sees_the_new_ones_at_once(engine: Engine) -> None:
    channel, secrets = an_id(), engine.new_process()
    secrets.put(channel, VALUES)
    assert secrets.of(channel) == VALUES

    secrets.put(channel, {"token": "another"})

    assert secrets.of(channel) == {"token": "another"}


def test_channels_have_secrets_of_their_own(engine: Engine) -> None:
    one, other, secrets = an_id(), an_id(), engine.new_process()
    secrets.put(one, VALUES)
    secrets.put(other, {"token": "another"})

    secrets.forget(one)
    secrets.forget(one)

    assert secrets.of(one) == {}
    assert engine.new_process().of(one) == {}
    assert engine.new_process().of(other) == {"token": "another"}


def test_they_are_not_readable_where_they_lie(engine: Engine) -> None:
    channel = an_id()

    engine.new_process().put(channel, VALUES)

    raw = engine.raw(channel)
    if not raw.startswith(b"kms:"):  # what moto writes in place of the encryption
        assert b"EAAB" not in raw
        assert b"hidden" not in raw


def test_as_much_as_a_parameter_holds_can_be_kept(engine: Engine) -> None:
    channel, secrets = an_id(), engine.new_process()
    room = 4_096 - len('{"token":""}')

    secrets.put(channel, {"token": "x" * room})
    with pytest.raises(TooLarge):
        secrets.put(channel, {"token": "x" * (room + 1)})

    assert engine.new_process().of(channel) == {"token": "x" * room}


def test_what_was_put_in_their_place_is_not_believed(engine: Engine) -> None:
    one, other = an_id(), an_id()
    engine.new_process().put(one, VALUES)

    engine.spoil(one, other)

    with pytest.raises(NotSecrets) as raised:
        engine.new_process().of(other)
    assert "EAAB" not in str(raised.value)


@pytest.mark.parametrize("channel_id", ["", "..", "a/b", "../session", "x" * 61])
def test_what_is_no_id_of_a_channel_is_refused(engine: Engine, channel_id: str) -> None:
    secrets = engine.new_process()

    for order in (lambda: secrets.of(channel_id), lambda: secrets.put(channel_id, VALUES)):
        with pytest.raises(ValueError, match="not the id of a channel"):
            order()


def test_a_change_by_another_process_is_seen_within_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    passed = [0.0]
    with mock_aws():
        client, channel = new_client("ssm", "eu-west-1"), an_id()
        late = SsmChannelSecrets(client, "/bandeja/test", lambda: passed[0])
        assert late.of(channel) == {}
        SsmChannelSecrets(client, "/bandeja/test").put(channel, VALUES)

        seen = []
        for passed[0] in (59.9, 60.0):
            seen.append(late.of(channel))

    assert seen == [{}, VALUES]


def test_the_keys_of_the_deployment_are_not_mixed_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        client = new_client("ssm", "eu-west-1")
        SsmChannelSecrets(client, "/bandeja/test").put("session", VALUES)

        assert len(SsmSecrets(client, "/bandeja/test").key("session")) == 32
