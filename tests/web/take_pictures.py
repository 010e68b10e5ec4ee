"""The pictures of the documents, taken from the running site.

`python -m tests.web.take_pictures HOME` serves a home (the demo's) and writes docs/pictures/.
"""

import subprocess
import sys
import time
from pathlib import Path

from tests.web.conftest import ARGUMENTS, CHROMIUM
from tests.web.test_serve import RUN, free_port

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
CELL = "indicator=C01&period=2019-H1"
CHART_SHOWS = 1500  # the height from which the series is in the picture
# name: address, width, height, colour scheme
TAKEN = {
    "lookback": (f"/?{CELL}&lang=en", 1280, 1500, "light"),
    "lookback-zh": (f"/?{CELL}&lang=zh", 1280, 1500, "light"),
    "lookback-dark": (f"/?{CELL}&lang=zh", 1280, 1500, "dark"),
    "lookback-phone": (f"/?{CELL}&lang=en", 360, 1200, "light"),
    "records": (f"/records?{CELL}&region=CN-ZJ&lang=en", 1280, 900, "light"),
    "record": ("", 1280, 1300, "light"),
    "explain": ("/explain?indicator=C01&period=2019-H1&from=82&lang=en", 1280, 850, "light"),
    "loads": ("/loads?lang=en", 1280, 800, "light"),
    "templates": ("/loads/templates?lang=en", 1280, 1000, "light"),
    "indicator": ("/indicators/P02?lang=en", 1280, 1000, "light"),
}

# name: address, width, height, account that is signed in
WORK = {
    "cycle": ("/cycles/2019-H1?lang=en", 1280, 1250, "supervision"),
    "ledger": ("/ledger?cycle=2019-H1&level=national&lang=en", 1280, 1000, "supervision"),
    "ledger-zh": ("/ledger?cycle=2019-H1&timing=late&lang=zh", 1280, 1000, "zj-coordinator"),
    "task": ("/tasks/3?lang=en", 1280, 1100, "supervision"),
    "task-zh": ("/tasks/3?lang=zh", 1280, 1100, "supervision"),
    "task-phone": ("/tasks/3?lang=zh", 360, 1200, "supervision"),
}


def take(home: Path) -> list[Path]:
    """Every picture; gives the files written."""
    from playwright.sync_api import sync_playwright

    from goldthread.web.serve import answers

    port = free_port()
    with subprocess.Popen([sys.executable, "-c", RUN, str(home), str(port)]) as process:
        try:
            while not answers(port):
                assert process.poll() is None, "the site did not start"
                time.sleep(0.1)
            with sync_playwright() as tools:
                browser = tools.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
                site = f"http://127.0.0.1:{port}"
                made = [_take(browser, site, name) for name in TAKEN]
                made += [_take_work(browser, site, name) for name in WORK]
                browser.close()
        finally:
            process.terminate()
            process.wait(timeout=20)
    return made


def _take(browser, site: str, name: str) -> Path:  # type: ignore[no-untyped-def]
    address, width, height, scheme = TAKEN[name]
    window = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    window.goto(site + (address or TAKEN["records"][0]))
    if not address:
        # A record with several versions tells most: one that a later load changed.
        window.goto(site + f"/records?{CELL}&sort=-load&lang=en")
        window.locator("tbody th a").first.click()
    if height >= CHART_SHOWS and window.locator("figure.chart").count():
        window.locator("figure.chart.live .stage svg").wait_for(timeout=30_000)
    path = PICTURES / f"{name}.png"
    window.screenshot(path=path)
    window.close()
    return path


def _take_work(browser, site: str, name: str) -> Path:  # type: ignore[no-untyped-def]
    """A page of the work, as somebody of the demo sees it."""
    address, width, height, account = WORK[name]
    context = browser.new_context(viewport={"width": width, "height": height})
    window = context.new_page()
    window.goto(site + "/sign-in/as")
    window.locator(f'form:has([value="{account}"]) button, button[value="{account}"]').first.click()
    window.goto(site + address)
    path = PICTURES / f"{name}.png"
    window.screenshot(path=path)
    context.close()
    return path


if __name__ == "__main__":
    for written in take(Path(sys.argv[1])):
        print(written)  # noqa: T201
