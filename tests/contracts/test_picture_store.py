"""What every home promises about whose pictures are always shown: `ports.pictures.PictureStore`."""

from __future__ import annotations

from tests.builders import AGENT, NOW, after
from tests.contracts.engines import Home

LONG = "x" * 3000 + "@customer.test"


def test_only_the_pictures_of_senders_that_somebody_chose_are_shown(home: Home) -> None:
    home.pictures.allow("news@shop.test", AGENT, NOW)

    assert home.pictures.allowed(["news@shop.test", "other@shop.test"]) == {"news@shop.test"}
    assert home.pictures.allowed([]) == frozenset()


def test_choosing_again_is_harmless(home: Home) -> None:
    home.pictures.allow("news@shop.test", AGENT, NOW)
    home.pictures.allow("news@shop.test", AGENT, after(days=1))

    assert home.pictures.allowed(["news@shop.test", "news@shop.test"]) == {"news@shop.test"}


def test_what_is_forgotten_is_asked_for_again(home: Home) -> None:
    for address in ("news@shop.test", "ñandú@shop.test", LONG):
        home.pictures.allow(address, AGENT, NOW)

    home.pictures.forget(["news@shop.test", LONG, "nobody@shop.test"])

    assert home.pictures.allowed(["news@shop.test", LONG, "ñandú@shop.test"]) == {"ñandú@shop.test"}


def test_choices_do_not_show_among_other_things_of_the_workspace(home: Home) -> None:
    home.pictures.allow("news@shop.test", AGENT, NOW)

    assert home.workspace.quarantined() == ()
    assert home.workspace.agents() == ()
