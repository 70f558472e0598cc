"""Two-step sign-in in a browser: switched on by keys, asked for at the door, and helped by an admin."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from chalicelib.domain import totp
from tests.e2e.browsing import LOOKS, SOON, Complaints, Look, somebody
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import WORDS, InboxScreen, SignInScreen, either
from tests.journeys.product import ADMIN, PASSWORD, Product

SECRET = re.compile("^[A-Z2-7]{32}$")
RECOVERY = re.compile("^([a-z2-7]{4}-){3}[a-z2-7]{4}$")
TWO_STEP = re.compile("^(Two-step sign-in|Inicio de sesión en dos pasos)$")
ON, OFF = either("Switch on", "Activar"), either("Switch off", "Desactivar")
GO_ON = either("Go on", "Continuar")
KEPT = either("I have kept them", "Los he guardado")
DOWNLOAD = either("Download", "Descargar")
CODE = either("Code", "Código")
YOUR_PASSWORD = either("Your password", "Tu contraseña")
USE_RECOVERY = either("Use a recovery code", "Usar un código de recuperación")
RECOVERY_CODE = either("Recovery code", "Código de recuperación")
EITHER_CODE = either("Code of the app, or a recovery code", "Código de la aplicación o de recuperación")
QR = re.compile("^(QR code|Código QR)")


class Looked:
    """What is wrong with the screens that were looked at."""

    def __init__(self, page: Page, look: Look) -> None:
        self.page, self.look = page, look
        self.complaints = Complaints(page)
        self.wrong: list[str] = []

    def at(self, name: str) -> None:
        self.page.evaluate("document.fonts.ready")
        kept_picture(self.page, f"two-step-{name}-{self.look.name}")
        found = [*broken_rules(self.page), *cut_words(self.page), *over_the_edge(self.page)]
        self.wrong += [f"{name} {self.look.name}: {one}" for one in found]

    def all(self) -> str:
        """A wrong code is told in the console, too."""
        heard = [one for one in self.complaints.heard if "422" not in one]
        return "\n".join([*self.wrong, *heard])


def code(secret: str, later: int = 0) -> str:
    return totp.code_at(secret, totp.step_at(datetime.now(UTC)) + later)


def knock(page: Page, url: str) -> None:
    """Email and password, at the door."""
    page.goto(f"{url}/#/signin")
    page.get_by_label(WORDS.email).fill(ADMIN)
    page.get_by_label(WORDS.password).fill(PASSWORD)
    page.keyboard.press("Enter")


def at_the_profile(page: Page, url: str) -> None:
    page.goto(f"{url}/#/settings/profile")
    page.get_by_role("heading", name=TWO_STEP).scroll_into_view_if_needed()


def switched_on(page: Page, looked: Looked) -> tuple[str, list[str]]:
    """By keys alone. The secret of the app, and the recovery codes."""
    page.get_by_role("button", name=ON).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label(YOUR_PASSWORD)).to_be_focused()
    page.keyboard.type(PASSWORD)
    looked.at("password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name=QR)).to_be_visible(timeout=SOON)
    expect(page.get_by_label(CODE)).to_be_focused()
    secret = page.get_by_text(SECRET).inner_text()
    looked.at("secret")
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible(timeout=SOON)
    page.keyboard.type(code(secret))  # the wrong one is selected
    page.keyboard.press("Enter")
    expect(page.get_by_text(RECOVERY)).to_have_count(8, timeout=SOON)
    looked.at("recovery")
    codes = page.get_by_text(RECOVERY).all_inner_texts()
    with page.expect_download() as saved:
        page.get_by_role("button", name=DOWNLOAD).click()
    assert all(one in saved.value.path().read_text() for one in codes)
    page.get_by_role("button", name=KEPT).press("Enter")
    expect(page.get_by_role("button", name=OFF)).to_be_focused()
    looked.at("on")
    return secret, codes


def switched_off(page: Page, looked: Looked, recovery: str) -> None:
    page.get_by_role("button", name=OFF).press("Enter")
    expect(page.get_by_label(YOUR_PASSWORD)).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.get_by_label(EITHER_CODE).fill(recovery)
    looked.at("off")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=ON)).to_be_focused(timeout=SOON)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_it_is_switched_on_asked_for_and_switched_off(browser: Browser, company: Product, look: Look) -> None:
    with somebody(browser, look) as context, somebody(browser, look) as elsewhere:
        page = context.new_page()
        looked = Looked(page, look)
        page.goto(company.url)
        SignInScreen(page).sign_in()
        at_the_profile(page, company.url)
        secret, recovery = switched_on(page, looked)

        door = elsewhere.new_page()
        looked_at_door = Looked(door, look)
        knock(door, company.url)
        expect(door.get_by_role("heading", name=TWO_STEP)).to_be_visible(timeout=SOON)
        expect(door.get_by_label(CODE)).to_be_focused()
        looked_at_door.at("door")
        door.get_by_label(CODE).fill("000 000")
        expect(door.get_by_role("alert")).to_be_visible(timeout=SOON)
        looked_at_door.at("door-wrong")
        digits = code(secret, later=1)  # that of now was used to switch it on
        door.get_by_label(CODE).fill(f"{digits[:3]} {digits[3:]}")
        expect(InboxScreen(door).list_region).to_be_visible(timeout=SOON)

        page.context.clear_cookies()
        page.reload()
        knock(page, company.url)
        page.get_by_role("button", name=USE_RECOVERY).click()
        expect(page.get_by_label(RECOVERY_CODE)).to_be_focused()
        looked.at("door-recovery")
        page.keyboard.type(recovery[0].upper())
        page.keyboard.press("Enter")
        expect(page.get_by_label(RECOVERY_CODE)).to_have_count(0, timeout=SOON)
        at_the_profile(page, company.url)
        switched_off(page, looked, recovery[1])
    assert not (looked.all() + looked_at_door.all())


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_an_admin_finds_the_way_for_a_colleague(browser: Browser, company: Product, look: Look) -> None:
    with somebody(browser, look) as context:
        page = context.new_page()
        looked = Looked(page, look)
        page.goto(company.url)
        SignInScreen(page).sign_in()
        page.goto(f"{company.url}/#/settings/people")
        page.get_by_role("button", name=re.compile("^(More about|Más sobre) ")).first.press("Enter")
        expect(page.get_by_role("menuitem")).to_be_visible(timeout=SOON)
        looked.at("menu")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible(timeout=SOON)
        looked.at("take-off")
        page.get_by_role("dialog").get_by_role("button", name=OFF).click()
        expect(page.get_by_role("dialog")).to_have_count(0, timeout=SOON)
    assert not looked.all()
