"""The scanner as an application of the telephone: its shell, its manifest, and the worker that keeps it.

The shell holds no personal data: it is one page for everybody in a scheme, kept by the browser for when there is no
network. Whoever opens it then is known by the device alone.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from csp.decorators import csp_update
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.organisations.models import Scheme
from quitus.domain.redemption import rules
from quitus.interfaces.web.access import SchemeRequest, View, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.controls.counting import SCANNING
from quitus.interfaces.web.layout.theme import shades, theme_name
from quitus.interfaces.web.layout.words import language
from quitus.interfaces.web.venue.till_words import words

POLICY = {**SCANNING, "worker-src": ["'self'"]}
FILES = (
    "quitus/quitus.css",
    "quitus/scanner.js",
    "quitus/icons.svg",
    "quitus/icon.svg",
    "quitus/fonts/atkinson-hyperlegible-latin-400-normal.woff2",
    "quitus/fonts/atkinson-hyperlegible-latin-700-normal.woff2",
)
DECODER = "quitus/zxing_reader.wasm"
WORKER = "quitus/worker.js"


def scanner_page(view: View) -> View:
    """Allow a page what the scanner needs: the WebAssembly and the worker that we serve."""
    return csp_update(POLICY)(view)


def till_config(
    scheme: Scheme, user: dict[str, str] | None = None, venue_ids: list[str] | None = None
) -> dict[str, object]:
    """What the script of the scanner is told by its page: addresses, words, and who signed in (nobody in the shell)."""
    home = reverse("venue:home", args=[scheme.slug])
    return {
        "scheme": scheme.slug,
        "home": home,
        "devices": f"{home}appareils/",
        "worker": reverse("venue:scanner_worker", args=[scheme.slug]),
        "scope": home,
        "pulse": reverse("healthz"),
        "wasm": static(DECODER),
        "corrections": reverse("venue:redemptions", args=[scheme.slug]),
        "words": words(language()),
        "undo_minutes": rules.UNDO_FREELY.seconds // 60,
        "user": user,
        "venue_ids": venue_ids or [],
    }


def _shell(scheme: Scheme) -> str:
    """The page itself; nothing in it depends on who asks."""
    return render_to_string(
        "venue/scanner.html",
        {
            "authority": scheme.authority,
            "scheme": scheme,
            "language": language(),
            "theme_url": _theme(scheme),
            "accent": shades(scheme.authority.accent).accent,
            "config": till_config(scheme),
        },
    )


def _theme(scheme: Scheme) -> str:
    return reverse("public:theme", args=[theme_name(scheme.authority.accent)])


@scanner_page
@page(audience="venue")
@require_GET
def scanner(request: SchemeRequest) -> HttpResponse:
    """The shell, as the worker keeps it."""
    return HttpResponse(_shell(request.membership.scheme))


@page(audience="venue")
@require_GET
def worker(request: SchemeRequest) -> HttpResponse:
    """The worker of the venue's pages: what it keeps, then how. Any change of a file or a word is a new one."""
    scheme = request.membership.scheme
    shell = _shell(scheme)
    files = [*(static(name) for name in FILES), _theme(scheme)]
    version = sha256("\n".join([shell, *files, static(DECODER), _digests()]).encode()).hexdigest()[:16]
    told = {
        "version": version,
        "prefix": f"quitus-{scheme.slug}-",
        "page": here(request, "venue:scanner"),
        "home": here(request, "venue:home"),
        "files": files,
        "decoder": static(DECODER),
    }
    script = f"const SHELL={json.dumps(told)};\n{_content(WORKER).decode()}"
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = here(request, "venue:home")
    return response


@page(audience="venue")
@require_GET
def manifest(request: SchemeRequest) -> HttpResponse:
    """What a telephone needs to put the scanner among its applications."""
    scheme = request.membership.scheme
    icon = static("quitus/icon.svg")
    return JsonResponse(
        {
            "id": here(request, "venue:scanner"),
            "name": _("Encaisser un pass · %(scheme)s") % {"scheme": scheme.name},
            "short_name": _("Encaisser"),
            "lang": language(),
            "start_url": here(request, "venue:scanner"),
            "scope": here(request, "venue:home"),
            "display": "standalone",
            "background_color": "#faf7f0",
            "theme_color": shades(scheme.authority.accent).accent,
            "icons": [
                {"src": icon, "sizes": "any", "type": "image/svg+xml", "purpose": purpose}
                for purpose in ("any", "maskable")
            ],
        },
        content_type="application/manifest+json",
    )


@cache
def _content(name: str) -> bytes:
    """A file of the layout, as it was built; read once, since a new build comes with a new start."""
    found = finders.find(name)
    assert isinstance(found, str), f"{name} is not built"
    return Path(found).read_bytes()


@cache
def _digests() -> str:
    return sha256(b"".join(sha256(_content(name)).digest() for name in (*FILES, DECODER, WORKER))).hexdigest()
