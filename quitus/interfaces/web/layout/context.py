"""What surrounds every page: whose it is, where one is, the ways on the left, the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from quitus.domain.organisations.models import Organisation
from quitus.domain.organisations.roles import LABELS
from quitus.interfaces.web.audiences import AudienceConfig, audience_of
from quitus.interfaces.web.layout.theme import theme_name
from quitus.interfaces.web.layout.words import language
from quitus.kernel.clock import today

PRODUCT = "Quitus"


@dataclass(frozen=True)
class RailLink:
    """One way on the left: ``current`` is what ``aria-current`` says (page, true or nothing)."""

    label: object
    url: str
    icon: str
    current: str


@dataclass(frozen=True)
class Frame:
    """Everything the base page needs beside the page itself; empty strings where there is none."""

    language: str
    name: str = PRODUCT
    authority: str = PRODUCT
    scheme: str = ""
    logo_url: str = ""
    theme_url: str = ""
    home_url: str = "/"
    search_url: str = ""
    search_hint: object = ""
    searched: str = ""
    person: str = ""
    role: str = ""
    organisation: str = ""
    example_day: date | None = None
    move_date_url: str = ""
    rail: tuple[RailLink, ...] = ()


def frame(request: HttpRequest) -> dict[str, object]:
    """The context processor: ``frame`` for every template drawn for a request."""
    return {"frame": SimpleLazyObject(lambda: frame_of(request))}


def frame_of(request: HttpRequest) -> Frame:
    """The frame of a request: a scheme's when the guard let somebody in, the product's otherwise."""
    membership = getattr(request, "membership", None)
    if membership is None:
        return _frame_of_visitor(request)
    scheme = membership.scheme
    audience = audience_of(membership.role)
    authority = scheme.authority
    lives_apart = scheme.is_example and not getattr(request, "out_of_its_time", False)
    return Frame(
        language=language(),
        name=f"{scheme.name} · {PRODUCT}",
        authority=authority.name,
        scheme=scheme.name,
        logo_url=logo_url(authority.logo_sha256),
        theme_url=reverse("public:theme", args=[theme_name(authority.accent)]),
        home_url=reverse(audience.home, args=[scheme.slug]) if audience else "/",
        search_url=reverse(audience.search, args=[scheme.slug]) if audience and audience.search else "",
        search_hint=audience.hint_for(membership.role) if audience else "",
        searched=request.GET.get("q", ""),
        person=membership.user.full_name,
        role=_(LABELS[membership.role]),
        organisation=membership.organisation.name,
        example_day=today() if lives_apart else None,
        move_date_url=reverse("public:move_date", args=[scheme.slug]) if lives_apart else "",
        rail=rail(request, audience, membership.role, scheme.slug) if audience else (),
    )


def show_as(request: HttpRequest, authority: Organisation) -> None:
    """Draw a page that anybody may open as one of an authority: its name, its logo and its colour."""
    request.authority_shown = authority  # type: ignore[attr-defined]


def _frame_of_visitor(request: HttpRequest) -> Frame:
    user = getattr(request, "user", None)
    person = user.full_name if user is not None and user.is_authenticated else ""
    authority: Organisation | None = getattr(request, "authority_shown", None)
    if authority is None:
        return Frame(language=language(), person=person)
    return Frame(
        language=language(),
        name=f"{authority.name} · {PRODUCT}",
        authority=authority.name,
        logo_url=logo_url(authority.logo_sha256),
        theme_url=reverse("public:theme", args=[theme_name(authority.accent)]),
        person=person,
    )


def logo_url(sha256: str) -> str:
    """Where a logo is served; nothing when the authority has given none."""
    return reverse("public:logo", args=[sha256]) if sha256 else ""


def rail(request: HttpRequest, audience: AudienceConfig, role: str, slug: str) -> tuple[RailLink, ...]:
    """The ways of a role; the one whose address is the longest beginning of the page's is current."""
    links = [
        (entry, [reverse(view, args=[slug]) for view in (entry.view, *entry.also)]) for entry in audience.rail_for(role)
    ]
    above = [url for _entry, urls in links for url in urls if request.path.startswith(url)]
    nearest = max(above, key=len, default="")
    return tuple(
        RailLink(entry.label, urls[0], entry.icon, current(request.path, urls, nearest)) for entry, urls in links
    )


def current(path: str, urls: Sequence[str], nearest: str) -> str:
    """What ``aria-current`` says of a way: this very page, a page under it, or nothing."""
    if nearest not in urls:
        return ""
    return "page" if path == urls[0] else "true"
