"""Takes the pictures of the documentation from the running program: `make pictures`.

Starts Quitus on a data folder of its own with the example scheme, signs in with each role, and keeps each page as a
small WebP file, wide and as on a phone, under docs/pictures/.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.harness.browser import ARGUMENTS, program

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
SCHEME = "/d/pas-de-calais"
WIDTHS = {"": (1280, 860), "-telephone": (360, 740)}
QUALITY = 0.8

# The browser itself makes the small file: nothing to install.
TO_WEBP = """async ([png, quality]) => {
    const picture = new Image();
    picture.src = 'data:image/png;base64,' + png;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d').drawImage(picture, 0, 0);
    return canvas.toDataURL('image/webp', quality).split(',')[1];
}"""


@dataclass(frozen=True)
class Picture:
    """A page in the state in which a role finds it; `link` is one to follow from there."""

    name: str
    role: str
    path: str
    link: str = ""


PICTURES = (
    Picture("responsable", "responsable", "/collectivite/"),
    Picture("convention", "responsable", "/collectivite/convention/"),
    Picture("commande", "responsable", "/collectivite/commandes/", "2021-01"),
    Picture("finances", "finances", "/collectivite/"),
    Picture("regisseur", "regisseur", "/distribution/"),
    Picture("mandataire", "mandataire", "/distribution/"),
    Picture("prescripteur", "prescripteur", "/distribution/"),
    Picture("mediateur", "mediateur", "/lieu/"),
    Picture("operateur", "operateur", "/operateur/"),
    Picture("comptable", "comptable", "/comptable/"),
    Picture("anct", "anct", "/financeur/"),
    Picture("administrateur", "administrateur", "/administration/"),
    Picture("assemblees", "assemblees", "/collectivite/convention/actes/"),
)


def main() -> None:
    """Take every picture anew."""
    path = program()
    if path is None:
        sys.exit("no Chromium here; type: make setup-browser")
    FOLDER.mkdir(parents=True, exist_ok=True)
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with (
        tempfile.TemporaryDirectory(prefix="quitus-pictures-") as data,
        running(Path(data)) as (url, password),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        for picture in PICTURES:
            take(browser, url, password, picture)
        browser.close()


@contextmanager
def running(data: Path) -> Iterator[tuple[str, str]]:
    """Run `quitus up` until it is ready; its address, and the password of the example's sign-ins."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("QUITUS_", "DATABASE_"))}
    surroundings |= {"QUITUS_DATA": str(data), "PORT": str(port)}
    up = subprocess.Popen(
        [sys.executable, "-m", "quitus", "up"], cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True
    )
    try:
        assert up.stdout is not None
        for line in up.stdout:
            if line.startswith("Ctrl-C"):
                break
        else:
            sys.exit(f"Quitus did not start (status {up.wait()})")
        kept = json.loads((data / "sign-ins.json").read_text(encoding="utf-8"))
        yield f"http://127.0.0.1:{port}", kept[0]["password"]
    finally:
        up.terminate()
        up.wait(60)


def take(browser: Browser, url: str, password: str, picture: Picture) -> None:
    """One page, in each width."""
    context = browser.new_context(locale="fr-FR", device_scale_factor=1)
    page = context.new_page()
    page.goto(url + SCHEME + picture.path)  # which asks to sign in, then comes back
    page.fill("input[name=login]", f"{picture.role}@exemple.quitus.test")
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(url + SCHEME + picture.path)
    if picture.link:
        page.get_by_role("link", name=picture.link).first.click()
    for suffix, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        keep(context.new_page(), page.screenshot(), FOLDER / f"{picture.name}{suffix}.webp")
    context.close()


def keep(workbench: Page, png: bytes, path: Path) -> None:
    """Write a screenshot as a small file."""
    encoded = workbench.evaluate(TO_WEBP, [base64.b64encode(png).decode(), QUALITY])
    path.write_bytes(base64.b64decode(encoded))
    workbench.close()
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
