"""Whose chat it is: a refused token is told, who signs out is forgotten; and files that go with words."""

from __future__ import annotations

import struct
import zlib

from playwright.sync_api import Browser, expect

from tests.e2e.fake_chat import FakeChat, Frame, a_config
from tests.e2e.test_chat_on_a_page import KEYS_KEPT, visit_of
from tests.journeys.product import until

SECONDS = 30.0

AWAY: Frame = {"mode": "email", "text": {}, "back_at": None}


def a_picture(width: int = 40, height: int = 30) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x8a\x4b\x2f" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def test_a_page_hears_of_a_token_that_is_refused_and_its_console_says_what_to_do(browser: Browser) -> None:
    visit = visit_of(browser, FakeChat(refusal="exp is more than 24 hours ahead"))
    console: list[str] = []
    visit.page.on("console", lambda said: console.append(said.text) if said.type == "warning" else None)
    visit.page.evaluate(
        "() => { window.heard = []; Bandeja.on('identify-failed', (why) => heard.push(why)); "
        "Bandeja.identify('a.b.c'); }"
    )
    visit.begin()

    # the page's policy forbids what the browser's own waiting does between looks
    until(lambda: visit.page.evaluate("() => heard.length > 0"), SECONDS, "the page has heard of it")
    visit.say("It goes on as anybody's.")
    expect(visit.bubbles("It goes on as anybody's.")).to_be_visible()
    assert visit.page.evaluate("heard") == [{"code": "Invalid"}]
    assert len(console) == 1
    assert "exp is more than 24 hours ahead" in console[0]
    assert "Settings, Website chat" in console[0]
    visit.context.close()


def test_who_signs_out_is_forgotten_and_the_next_person_finds_nothing_of_them(browser: Browser) -> None:
    visit = visit_of(browser, FakeChat())
    visit.begin("My order is 2041.")
    visit.box.fill("Half a sentence")
    assert visit.page.evaluate(KEYS_KEPT) > 0

    visit.page.evaluate("() => Bandeja.remove({ forget: true })")

    expect(visit.page.locator("bandeja-chat")).to_have_count(0)
    assert visit.page.evaluate(KEYS_KEPT) == 0

    visit.server.conversations.clear()
    visit.page.evaluate("() => { Bandeja.load(); Bandeja.open(); }")
    expect(visit.page.get_by_text("My order is 2041.")).to_have_count(0)
    visit.button("Start a conversation").click()
    expect(visit.box).to_have_value("")
    assert "token" not in [frame for frame in visit.server.heard if frame["type"] == "POST session"][-1]
    visit.context.close()


def test_who_signs_out_before_the_panel_was_loaded_is_forgotten_too(browser: Browser) -> None:
    visit = visit_of(browser, FakeChat())
    visit.begin("My order is 2041.")
    visit.server.add("c1", kind="closed")
    visit.page.keyboard.press("Escape")
    visit.page.reload()
    expect(visit.button("Chat")).to_be_visible()
    before = len(visit.server.sockets)

    visit.page.evaluate("() => Bandeja.remove({ forget: true })")

    until(lambda: visit.page.evaluate(KEYS_KEPT) == 0, SECONDS, "nothing is kept")
    expect(visit.page.locator("bandeja-chat")).to_have_count(0)
    assert len(visit.server.sockets) == before
    visit.context.close()


PICTURE = {"id": "c1-2-0", "name": "bowl.png", "content_type": "image/png", "size": 2400}


def test_a_picture_is_shown_in_its_place_and_opens_when_it_is_pressed(browser: Browser) -> None:
    visit = visit_of(browser, FakeChat(picture=a_picture()))
    visit.begin()
    visit.server.team_says("c1", "Like this one?", files=[PICTURE])
    picture = visit.button("Open bowl.png")
    expect(picture.locator("img")).to_have_js_property("naturalWidth", 40)

    with visit.context.expect_page() as opened:
        picture.click()
    assert opened.value.url.endswith("/files/c1-2-0")
    visit.context.close()


def test_where_a_page_forbids_pictures_of_others_it_is_a_file_like_any_other(browser: Browser) -> None:
    visit = visit_of(browser, FakeChat(picture=a_picture(), pictures=False))
    visit.begin()
    visit.server.team_says("c1", "Like this one?", files=[PICTURE])

    expect(visit.button("Download bowl.png")).to_be_visible()
    expect(visit.button("Open bowl.png")).to_have_count(0)
    visit.context.close()


def test_a_message_to_a_team_that_is_away_takes_a_file_along(browser: Browser) -> None:
    visit = visit_of(browser, FakeChat(a_config(available=False, away=AWAY)))
    visit.open()
    visit.button("Start a conversation").click()
    visit.page.get_by_role("textbox", name="Email").fill("ana@example.com")
    visit.page.get_by_role("textbox", name="Message").fill("My order came with a crack.")
    visit.page.get_by_label("Add a file").set_input_files(
        {"name": "rim-crack.jpg", "mimeType": "image/jpeg", "buffer": b"123456789"}
    )
    expect(visit.button("Remove rim-crack.jpg")).to_be_visible()
    visit.button("Send message").click()

    expect(visit.page.get_by_text("rim-crack.jpg")).to_be_visible()
    expect(visit.page.get_by_text("You. Sending")).to_have_count(0)
    assert visit.server.said("start")[0]["email"] == "ana@example.com"
    assert [frame["files"] for frame in visit.server.said("say")] == [["slot1"]]
    visit.context.close()


def test_no_file_is_offered_where_the_channel_takes_none(browser: Browser) -> None:
    visit = visit_of(browser, FakeChat(a_config(available=False, away=AWAY, uploads=False)))
    visit.open()
    visit.button("Start a conversation").click()

    expect(visit.button("Send message")).to_be_visible()
    expect(visit.page.get_by_label("Add a file")).to_have_count(0)
    visit.context.close()
