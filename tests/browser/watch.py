"""A real browser that opens pages, and a proxy on this machine that sees everything it asks for.

Nothing leaves the machine: the proxy answers itself, whatever the address, and says no to what is encrypted.
"""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from shutil import which
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Playwright

__all__ = ["PLACE", "Watched", "find_browser", "watching"]

# What the browser asks its maker for by itself, whatever page is open.
OWN_REQUESTS = re.compile(r"^(?:http://)?[a-z0-9.-]{1,99}\.(?:google|googleapis|gvt1|gstatic)\.com[:/]")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACE = "http://views.example/"
PICTURE = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01D\x00;"
)
# Waits for what a page asks for; then does to every element what a reader may do, but for following links.
TOUCH = """async () => {
  const wait = ms => new Promise(done => setTimeout(done, ms));
  await wait(QUIET);
  for (const detail of document.querySelectorAll('details')) detail.open = true;
  for (const element of document.querySelectorAll('*'))
    for (const name of ['mouseover', 'mouseenter', 'focus', 'load', 'error', 'toggle', 'pointerdown', 'animationstart'])
      element.dispatchEvent(new Event(name, {bubbles: false, cancelable: true}));
  await wait(QUIET);
  return {
    ran: Boolean(window.ran),
    frames: window.length,
    scripts: document.scripts.length,
    pictures: [...document.images].map(image => image.src),
    address: location.href,
  };
}"""
QUIET = 10  # milliseconds that a page is given before and after it is touched


@dataclass
class Watched:
    """What became of one page in the browser.

    `ran` tells how a script showed itself; `asked` the addresses that were asked for, of encrypted ones the host and
    port alone, the page itself left out; `pictures` the addresses of the pictures in it.
    """

    ran: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)

    @property
    def unexpected(self) -> set[str]:
        """The addresses that were asked for and are not those of the page's pictures."""
        named = {urlsplit(picture) for picture in self.pictures}
        hosts = {f"{each.hostname}:{each.port or 443}" for each in named if each.scheme == "https"}
        plain = {each._replace(fragment="").geturl() for each in named if each.scheme == "http"}
        return self.asked - hosts - plain


class Proxy(socketserver.ThreadingTCPServer):
    """Answers for every host: pages by their number, a picture for anything else."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []


class Answer(BaseHTTPRequestHandler):
    """One request of the browser to the proxy."""

    server: Proxy
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a page, or with a picture; note what was asked for."""
        content = self.server.pages.get(self.path)
        if content is None and not self.path.endswith("/favicon.ico"):
            self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/gif" if content is None else "text/html")
        body = PICTURE if content is None else content
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # the page was left before its picture came
            self.wfile.write(body)

    do_POST = do_HEAD = do_PUT = do_OPTIONS = do_GET  # noqa: N815 # the names that http.server asks for

    def do_CONNECT(self) -> None:
        """Refuse what is encrypted; note for which host."""
        self.server.asked.append(self.path)
        self.send_error(502)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the base class names it so
        """Say nothing."""


def find_browser() -> str:
    """Give the path of a Chromium on this machine, "" where there is none."""
    return next((found for name in BROWSERS if (found := which(name))), "")


@contextmanager
def watching(playwright: Playwright) -> Iterator[Watcher]:
    """Start the proxy and the browser, and end both afterwards."""
    with Proxy() as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            # a container has no name spaces to make a sandbox of; what is opened is shown nothing but the proxy
            args=["--no-sandbox", "--disable-quic", "--proxy-bypass-list=<-loopback>"],
            proxy={"server": f"http://127.0.0.1:{proxy.server_address[1]}"},
        )
        try:
            yield Watcher(browser, proxy)
        finally:
            browser.close()
            proxy.shutdown()


class Watcher:
    """Opens pages in one tab of the browser, one after the other; after a page that ran something, in a new one."""

    def __init__(self, browser: Browser, proxy: Proxy) -> None:
        self.proxy = proxy
        self.browser = browser
        self.count = 0
        self.found = Watched()
        self.tab: Page | None = None

    def open(self, content: str | bytes) -> Watched:
        """Open a page, touch everything in it, and tell what ran and what was asked for."""
        self.count += 1
        address = f"{PLACE}{self.count}"
        self.proxy.pages[address] = (
            content.encode("utf-8", "replace") if isinstance(content, str) else content
        )
        self.proxy.asked = []
        self.found = found = Watched()
        self.tab = tab = self.tab or self.new_tab()
        tab.goto(address, wait_until="load", timeout=20_000)
        told = tab.evaluate(TOUCH.replace("QUIET", str(QUIET)))
        found.pictures = set(told["pictures"])
        for sign in ("ran", "frames", "scripts"):
            if told[sign]:
                found.ran.append(f"{sign}: {told[sign]}")
        if told["address"] != address:
            found.ran.append(f"went to {told['address']}")
        found.asked = {asked for asked in self.proxy.asked if not OWN_REQUESTS.search(asked)}
        if found.ran or found.unexpected:
            tab.context.close()
            self.tab = None
        del self.proxy.pages[address]
        return found

    def new_tab(self) -> Page:
        """Open a tab that notes windows, dialogs, messages of the console and errors of scripts."""
        context = self.browser.new_context()
        tab = context.new_page()
        context.on("page", lambda _: self.found.ran.append("opened a window"))
        tab.on("console", self.hear)
        tab.on("pageerror", lambda error: self.found.ran.append(f"error: {str(error)[:200]}"))
        tab.on("dialog", self.dismiss)
        return tab

    def hear(self, message: ConsoleMessage) -> None:
        """Note a message of the console; a picture that is refused is named there too, and is no script's doing."""
        if "Failed to load resource" not in message.text:
            self.found.ran.append(f"console: {message.text[:200]}")

    def dismiss(self, dialog: Dialog) -> None:
        """Note a dialog, and close it."""
        self.found.ran.append("dialog")
        dialog.dismiss()
