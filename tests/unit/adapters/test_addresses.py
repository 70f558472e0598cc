"""Which addresses are public, and which of several is called."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from chalicelib.adapters.addresses import LeadsInside, is_public, looked_at, parts_of, port_of, target_of

PRIVATE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
    *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1"),
    *("::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_public_in_any_form(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["157.240.0.1", "2a03:2880::1", "64:ff9b::9df0:1"])
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_one_private_address_among_public_ones_spoils_the_name() -> None:
    with pytest.raises(LeadsInside):
        looked_at(["157.240.0.1", "10.0.0.1"], here=False, elsewhere=True)


def test_this_machine_is_called_only_where_it_is_meant() -> None:
    assert looked_at(["::1", "127.0.0.1"], here=True, elsewhere=False) == "127.0.0.1"
    with pytest.raises(LeadsInside):
        looked_at(["127.0.0.1"], here=False, elsewhere=True)
    with pytest.raises(LeadsInside):
        looked_at(["192.168.1.1"], here=True, elsewhere=True)


def test_the_older_internet_is_called_first() -> None:
    assert looked_at(["2a03:2880::1", "157.240.0.1"], here=False, elsewhere=True) == "157.240.0.1"


def test_an_address_has_parts() -> None:
    parts = parts_of("https://Program.EXAMPLE/a?b=c")

    assert parts is not None
    assert (parts.netloc, port_of(parts), target_of(parts)) == ("program.example", 443, "/a?b=c")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "//x.example/",
            "https://",
            "https://a b.example/",
            "https://x.example/\r\nX: y",
            "https://x:99999/",
        ),
        *(
            "https://user@x.example/",
            "https://x.example\\@y.example/",
            "https://é.example/",
            "gopher://x.example",
        ),
        *("https://" + "x" * 5_000, "https://[::1/"),
    ],
)
def test_what_is_no_plain_address_has_none(url: str) -> None:
    assert parts_of(url) is None
