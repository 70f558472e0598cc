"""The address of a test of the deployment leads back to the test, and cannot be made up."""

import pytest

from chalicelib.domain.reply_token import conversation_of
from chalicelib.domain.self_test import local_part, nonce_of

KEY = b"k" * 32
NONCE = "0123456789abcdef"


def test_an_address_leads_back_to_its_test_whatever_the_case() -> None:
    address = f"{local_part(KEY, NONCE)}@in.shop.example"

    assert nonce_of(KEY, address) == NONCE
    assert nonce_of(KEY, address.upper()) == NONCE


def test_an_address_fits_what_mail_allows() -> None:
    assert len(local_part(KEY, NONCE)) <= 64


@pytest.mark.parametrize(
    "local",
    [
        local_part(b"x" * 32, NONCE),
        local_part(KEY, NONCE)[:-1] + "g",
        local_part(KEY, NONCE).replace("01", "02", 1),
        "self-test+0123456789abcdef",
        "self-test",
        "",
    ],
)
def test_an_address_that_was_made_up_is_nobodys(local: str) -> None:
    assert nonce_of(KEY, f"{local}@in.shop.example") is None


def test_an_address_of_a_test_is_no_reply_address() -> None:
    assert conversation_of(KEY, f"{local_part(KEY, NONCE)}@in.shop.example") is None
