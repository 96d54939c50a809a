"""Audiences: who has pages here, under which prefix, and what stands in their rail.

An audience package is a Django app whose configuration derives from ``AudienceConfig``. Nothing
else has to know it: its addresses are mounted and its rail is drawn from what it declares.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.apps import AppConfig, apps
from django.urls import reverse


@dataclass(frozen=True)
class RailEntry:
    """One of at most seven ways on the left; shown to ``roles`` only when some are named.

    ``also`` names views whose pages, and those under them, are reached by this way though their addresses are not
    below its own.
    """

    label: object
    view: str
    icon: str
    roles: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class AudienceConfig(AppConfig):
    """What an audience declares of itself.

    ``audience`` is the namespace of its addresses (``authority``), ``prefix`` what stands in them
    (``/d/<scheme>/<prefix>/…``), ``roles`` whose memberships open it; ``guests`` are those of them that open
    only the pages (and see only the ways) that name them. ``home`` names its first page, ``search`` the page
    that answers the search box (none: no box), ``search_hint`` and ``guest_search_hint`` what it finds, in few words.
    """

    # Django takes the one configuration of a module that says so, and this class is imported there too.
    default = False

    audience: str
    prefix: str
    roles: tuple[str, ...]
    guests: tuple[str, ...] = ()
    rail: Sequence[RailEntry] = ()
    search: str = ""
    search_hint: object = ""
    guest_search_hint: object = ""

    def __init_subclass__(cls) -> None:
        cls.default = True

    @property
    def home(self) -> str:
        """The view name of the audience's first page."""
        return f"{self.audience}:home"

    def rail_for(self, role: str) -> list[RailEntry]:
        """The entries that ``role`` sees, at most seven."""
        return [entry for entry in self.rail if role in (entry.roles or self.residents)]

    def hint_for(self, role: str) -> object:
        """What the search box finds for ``role``."""
        return self.guest_search_hint if role in self.guests else self.search_hint

    @property
    def residents(self) -> tuple[str, ...]:
        """The roles that open every page that names none."""
        return tuple(role for role in self.roles if role not in self.guests)


def audiences() -> Iterator[AudienceConfig]:
    """Every audience installed, in the order of the settings."""
    return (config for config in apps.get_app_configs() if isinstance(config, AudienceConfig))


def audience(name: str) -> AudienceConfig:
    """The audience of that name; KeyError when it is not installed."""
    for config in audiences():
        if config.audience == name:
            return config
    raise KeyError(name)


def audience_of(role: str) -> AudienceConfig | None:
    """The audience whose pages a role opens."""
    return next((config for config in audiences() if role in config.roles), None)


def home_of(role: str, scheme_slug: str) -> str | None:
    """The address of the first page of a role in a scheme; None when its audience has no page."""
    config = audience_of(role)
    return reverse(config.home, args=[scheme_slug]) if config else None
