from __future__ import annotations

from chalicelib.adapters.local.sockets import InProcessSockets, OpenSocket


def test_a_frame_reaches_its_socket_only() -> None:
    sockets = InProcessSockets()
    got: dict[str, list[bytes]] = {"a": [], "b": []}

    def socket_of(name: str) -> OpenSocket:
        def deliver(frame: bytes) -> bool:
            got[name].append(frame)
            return True

        return OpenSocket(deliver, lambda: None)

    for name in got:
        sockets.opened(name, socket_of(name))

    assert sockets.push("a", b"hello")
    assert got == {"a": [b"hello"], "b": []}


def test_a_socket_that_is_gone_says_so() -> None:
    sockets = InProcessSockets()
    sockets.opened("a", OpenSocket(lambda frame: True, lambda: None))
    sockets.forget("a")
    sockets.forget("a")

    assert not sockets.push("a", b"hello")
    sockets.close("a")


def test_the_product_can_close_a_socket() -> None:
    closed: list[str] = []
    sockets = InProcessSockets()
    sockets.opened("a", OpenSocket(lambda frame: True, lambda: closed.append("a")))

    sockets.close("a")

    assert closed == ["a"]
