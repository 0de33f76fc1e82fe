"""Pages are remembered for a moment, and never past what the reader changes."""

from __future__ import annotations

import asyncio

from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from lugas.desk import memory
from lugas.desk.memory import Memory
from lugas.store import Store
from tests.desk.conftest import Opener


class Maker:
    """Makes pages, and counts how many."""

    def __init__(self) -> None:
        self.made = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give a page that tells its number, after a moment."""
        self.made += 1
        number = self.made
        await asyncio.sleep(0.02)
        kind = PlainTextResponse if scope["path"] == "/copy" else HTMLResponse
        await kind(f"{number}" + "x" * (300_000 if scope["path"] == "/long" else 0))(scope, receive, send)


async def ask(app: Memory, path: str = "/", method: str = "GET", language: bytes = b"en") -> str:
    """Ask for a page, and give its text."""
    parts: list[bytes] = []

    async def send(message: Message) -> None:
        parts.append(message.get("body", b""))
        if "headers" in message:
            message["headers"].append((b"x-guard", b"1"))
            assert [name for name, _ in message["headers"]].count(b"x-guard") == 1

    async def receive() -> Message:
        return {"type": "http.request"}

    headers = [(b"accept-language", language), (b"host", b"localhost")]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": headers}
    await app(scope, receive, send)
    return b"".join(parts).decode()


def test_many_at_once_are_answered_with_one_making() -> None:
    """Who asks while a page is made waits for it; what was made is given again for its time, and made anew after."""

    async def run() -> None:
        maker = Maker()
        app = Memory(maker, seconds=0.2)
        assert set(await asyncio.gather(*(ask(app) for _ in range(30)))) == {"1"}
        assert await ask(app) == "1"
        assert await ask(app, language=b"id") == "2"
        await asyncio.sleep(0.25)
        assert set(await asyncio.gather(*(ask(app) for _ in range(30)))) == {"3"}

    asyncio.run(run())


def test_changes_are_seen_at_once() -> None:
    """After something was sent to the desk, no page from before is given, nor one whose making began before."""

    async def run() -> None:
        app = Memory(Maker(), seconds=60)
        assert await ask(app) == "1"
        await ask(app, "/article/1/save", "POST")
        assert await ask(app) == "3"
        app = Memory(Maker(), seconds=60)
        late = asyncio.create_task(ask(app))
        await asyncio.sleep(0.001)
        await ask(app, "/article/1/save", "POST")
        assert await late == "1"
        assert await ask(app) != "1"

    asyncio.run(run())


def test_only_pages_are_remembered() -> None:
    """What is no page, is very long, or has an address that is, is made each time; and so few pages are kept."""

    async def run() -> None:
        app = Memory(Maker(), seconds=60)
        for path in ("/copy", "/long", "/feed/atom", "/picture/1/x", "/" + "x" * 5_000):
            assert await ask(app, path) != await ask(app, path)
        for number in range(3 * memory.MOST_PAGES):
            await ask(app, f"/article/{number}")
        assert len(app._made) <= memory.MOST_PAGES  # noqa: SLF001 - its size is what must hold
        assert not app._making  # noqa: SLF001 - as above

    asyncio.run(run())


def test_a_page_that_cannot_be_made_holds_nobody_up() -> None:
    """Where making fails, those who wait have it made themselves."""

    async def run() -> None:
        async def fails(*_: object) -> None:
            await asyncio.sleep(0.01)
            raise ValueError

        answers = await asyncio.gather(
            *(ask(Memory(fails, seconds=1)) for _ in range(5)), return_exceptions=True
        )
        assert {type(answer) for answer in answers} == {ValueError}
        app = Memory(fails, seconds=1)
        answers = await asyncio.gather(*(ask(app) for _ in range(5)), return_exceptions=True)
        assert {type(answer) for answer in answers} == {ValueError}

    asyncio.run(run())


def test_saving_is_seen_with_memory(store: Store, opener: Opener) -> None:
    """With pages remembered for long, what was just saved is on the next page that is asked for."""
    client = opener(store, page_seconds=60.0)
    assert 'aria-pressed="false"' in client.get("/article/5").text
    client.post("/article/5/save", data={"keep": "1"})
    assert 'aria-pressed="true"' in client.get("/article/5").text
    assert client.get("/article/5").headers["content-security-policy"]
    assert client.get("/article/5").headers.get_list("content-security-policy") == [
        client.get("/article/5").headers["content-security-policy"]
    ]
