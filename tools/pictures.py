"""Takes the README's pictures: the demo's from an episode played for them, the self-check's from an empty Lockgate.

Run `.venv/bin/python tools/pictures.py` in the environment that `./run test` makes; playing takes about two minutes.
It starts servers of its own on free ports. The machine needs Chromium and fonts for English and Chinese (Debian:
fonts-noto-core, fonts-noto-cjk).
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
LARGEST = 250_000
"""Bytes of a picture in the README."""
WIDTH = 1280
STARTING_S_MAX = 30


class Picture(NamedTuple):
    """What a picture shows: an address, the element that stands at its upper edge, and how many pixels below it.

    `after` is an address that is opened before, to become somebody.
    """

    name: str
    path: str
    begins_at: str
    height: int
    after: str = ""


OF_THE_DEMO = (
    Picture("episode", "/demo/timeline/", "h1", 900),
    Picture("gate", "/insight/", "h1", 1060, after="/demo/as/analyst"),
)
OF_THE_SELF_CHECK = (
    Picture(
        "self-check",
        "/check/?regime=cn-dual-use&entry=3C001.a&destination=US&end_use=civil&on=2024-12-03",
        "header",
        900,
    ),
    Picture(
        "open-questions",
        "/check/?regime=cn-dual-use&entry=1C904.a.4&destination=JP&end_use=civil&on=2026-02-01",
        ".open-questions",
        900,
    ),
    Picture("timeline", "/regimes/cn-dual-use/timeline/", "h1", 1207),
)


@contextmanager
def server(*begin: str) -> Iterator[str]:
    """Run Lockgate on a free port with a data folder of its own, after this first command; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "lockgate"]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "LOCKGATE_DATA_DIR": folder, "LOCKGATE_LOG_LEVEL": "ERROR"}  # noqa: TID251
        subprocess.run([*command, *begin], env=environment, check=True)  # noqa: S603
        running = subprocess.Popen([*command, "serve", "--port", str(port)], env=environment)  # noqa: S603
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            yield address
        finally:
            running.terminate()
            running.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + STARTING_S_MAX
    while True:
        try:
            urlopen(address).close()  # noqa: S310 - the address is our own
        except URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def take(browser: Browser, address: str, picture: Picture) -> Path:
    """Take one picture and return its file."""
    page = browser.new_page(viewport={"width": WIDTH, "height": picture.height}, locale="en-GB", color_scheme="light")
    if picture.after:
        page.goto(address + picture.after)
    page.goto(address + picture.path)
    page.locator(picture.begins_at).first.evaluate("edge => window.scrollTo(0, edge.getBoundingClientRect().top - 24)")
    file = PICTURES / f"{picture.name}.png"
    page.screenshot(path=file)
    page.close()
    return file


def main() -> None:
    """Take every picture; fail where one is too large."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")  # noqa: TID251
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for begin, pictures in ((("migrate",), OF_THE_SELF_CHECK), (("demo", "--no-serve"), OF_THE_DEMO)):
            with server(*begin) as address:
                for picture in pictures:
                    _check(take(browser, address, picture))
        browser.close()


def _check(file: Path) -> None:
    size = file.stat().st_size
    print(f"{file.relative_to(PICTURES.parents[1])}: {size:,} bytes")
    if size > LARGEST:
        raise SystemExit(f"{file} is larger than {LARGEST:,} bytes.")


if __name__ == "__main__":
    main()
