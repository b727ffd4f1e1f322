"""A real Chromium over the DevTools protocol: opens a page, asks it, prints it, and says what it tried to fetch."""

import base64
import itertools
import json
import subprocess
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import websocket

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--remote-debugging-port=0", "--remote-allow-origins=*", "--force-color-profile=srgb",
)  # fmt: skip
_PATIENCE = 60  #: seconds


class Browser:
    """One tab; `asked_for` are the addresses it wanted, `said` what its console holds."""

    def __init__(self, program: str, profile: Path) -> None:
        self._process = subprocess.Popen(
            [program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port = self._port(profile / "DevToolsActivePort")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
            tab = next(found for found in json.load(answer) if found["type"] == "page")
        self._socket = websocket.create_connection(tab["webSocketDebuggerUrl"], timeout=_PATIENCE)
        self._numbers = itertools.count(1)
        self._events: list[dict[str, Any]] = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(_PATIENCE)

    def _port(self, file: Path) -> str:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if file.exists() and (lines := file.read_text().splitlines()):
                return lines[0]
            time.sleep(0.05)
        raise TimeoutError

    def ask(self, method: str, **values: object) -> dict[str, Any]:
        """Return the answer to a command; events that come before it are kept."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": values}))
        while True:
            told = json.loads(self._socket.recv())
            if told.get("id") == number:
                assert "error" not in told, told["error"]
                found: dict[str, Any] = told["result"]
                return found
            self._events.append(told)

    def open(self, page: Path, *, width: int = 1280, height: int = 900, fragment: str = "") -> None:
        """Load a file at a size of the window and wait for it."""
        self._events.clear()
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Page.navigate", url="about:blank")
        self._wait("Page.loadEventFired")
        self._events.clear()
        self.ask("Page.navigate", url=page.resolve().as_uri() + fragment)
        self._wait("Page.loadEventFired")

    def _wait(self, event: str) -> None:
        while not any(told.get("method") == event for told in self._events):
            self._events.append(json.loads(self._socket.recv()))

    def run(self, script: str) -> Any:
        """Return the value of an expression in the page."""
        found = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def asked_for(self) -> list[str]:
        """Return every address the page wanted, its own left out."""
        self.run("new Promise((done) => setTimeout(done, 200))")
        sent = (told["params"] for told in self._events if told.get("method") == "Network.requestWillBeSent")
        return [each["request"]["url"] for each in sent if each.get("type") != "Document"]

    def said(self) -> list[str]:
        """Return what the console holds: messages, errors, refusals of the content security policy."""
        self.run("new Promise((done) => setTimeout(done, 200))")
        kinds = {"Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"}
        return [json.dumps(told["params"]) for told in self._events if told.get("method") in kinds]

    def script(self, *, on: bool) -> None:
        self.ask("Emulation.setScriptExecutionDisabled", value=not on)

    def dark(self, *, on: bool) -> None:
        feature = {"name": "prefers-color-scheme", "value": "dark" if on else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[feature])

    def picture(self, *, whole: bool = False) -> bytes:
        """Return the window, or the whole page, as PNG."""
        return base64.b64decode(self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"])

    def printed(self) -> bytes:
        """Return the page as PDF, on the paper it asks for."""
        return base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])
