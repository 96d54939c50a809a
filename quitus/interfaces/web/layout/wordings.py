"""The consolidated convention as a page: the text of one day, what changed, by which amendment, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quitus.domain.grants.comparison import Run, words_changed
from quitus.domain.grants.consolidation import Standing
from quitus.domain.grants.models import Amendment
from quitus.domain.grants.queries import Consolidated
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.components import Chip, Empty, Link
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.lists import address
from quitus.interfaces.web.layout.pages import show
from quitus.interfaces.web.layout.terms import parameter_table
from quitus.kernel.clock import today


class DayAskedForm(forms.Form):
    """On which day the text is read."""

    le = DayField(label=gettext_lazy("Le texte au"))


@dataclass(frozen=True)
class Passage:
    """An article or an annex as the page shows it.

    `former` and `new` are the words of the wording replaced and of the one that replaced it, when both are texts;
    `is_fresh` when the amendment that changed it is the last in effect.
    """

    anchor: str
    heading: str
    text: str
    changed: str = ""
    is_repealed: bool = False
    former: Sequence[Run] = ()
    new: Sequence[Run] = ()
    is_fresh: bool = False
    file: Link | None = None


def asked_day(request: HttpRequest) -> tuple[DayAskedForm, date]:
    """The form, and the day that it asks for: today when it asks for none, or for something that is no day."""
    form = DayAskedForm(request.GET if "le" in request.GET else None)
    if form.is_bound and form.is_valid():
        return form, form.cleaned_data["le"]
    return (form if form.is_bound else DayAskedForm(initial={"le": today()})), today()


def show_consolidated(
    request: HttpRequest,
    found: Consolidated,
    form: DayAskedForm,
    *,
    back: Link,
    file_url: Callable[[str], str],
) -> HttpResponse:
    """The page: a day to choose, a jump to each day on which the text changed, articles, annexes, parameters.

    `file_url` gives the address of the file of an annex from its SHA-256.
    """
    last = found.in_effect[-1] if found.in_effect else None
    jumps = _jumps(request, found)
    return show(
        request,
        "layout/consolidated.html",
        title=_("Texte de la convention"),
        lead=_lead(found),
        back=back,
        form=form,
        jumps=jumps,
        nearby=_nearby(jumps),
        articles=[_passage(one, last, _("Article %(number)s · %(title)s"), "article") for one in found.articles],
        annexes=[_passage(one, last, _("Annexe %(number)s · %(title)s"), "annexe", file_url) for one in found.annexes],
        parameters=parameter_table(found.parameters),
        nothing=Empty(_("Aucun article n'est écrit."), _("Ajoutez les articles depuis la page de la convention.")),
    )


def _lead(found: Consolidated) -> str:
    told = _("Tel qu'il s'applique le %(day)s.") % {"day": words.day(found.on)}
    if found.convention.in_force_on is None:
        return _("Convention en préparation : le texte tel qu'il est rédigé.")
    if found.on < found.convention.in_force_on:
        day = words.day(found.convention.in_force_on)
        return _("La convention n'est en vigueur que depuis le %(day)s : voici le texte signé.") % {"day": day}
    if not found.in_effect:
        return _("%(told)s Aucun avenant n'a pris effet.") % {"told": told}
    count = len(found.in_effect)
    by = ngettext("%(count)s avenant en vigueur.", "%(count)s avenants en vigueur.", count) % {"count": count}
    return f"{told} {by}"


def _jumps(request: HttpRequest, found: Consolidated) -> list[Chip]:
    """The days on which the text changed, each with what happened then."""
    happened: dict[date, list[str]] = {day: [] for day in found.days}
    if found.convention.in_force_on is not None:
        happened[found.convention.in_force_on].append(_("convention"))
    for one in found.amendments:
        name = _("avenant n° %(number)s") % {"number": one.number}
        if one.in_force_on in happened and one.annulled_from != one.in_force_on:
            happened[one.in_force_on].append(name)
        if one.annulled_from in happened and one.annulled_from != one.in_force_on:
            ended = _("fin d'effet de l'avenant n° %(number)s") % {"number": one.number}
            happened[one.annulled_from].append(ended)
    past = [day for day in found.days if day <= found.on]
    return [
        Chip(
            f"{words.day(day)} · {', '.join(told)}" if told else words.day(day),
            address(request, le=f"{day:%d/%m/%Y}"),
            current=bool(past) and day == past[-1],
        )
        for day, told in happened.items()
    ]


def _nearby(jumps: list[Chip]) -> list[Link]:
    """The change before the one that the page shows, and the one after it."""
    links = []
    for one, other in pairwise(jumps):
        if other.current:
            links.append(Link(_("Changement précédent : %(what)s") % {"what": one.label}, one.url, icon="arrow-left"))
        if one.current:
            links.append(Link(_("Changement suivant : %(what)s") % {"what": other.label}, other.url))
    return links


def _passage(
    one: Standing[Amendment],
    last: Amendment | None,
    heading: str,
    anchor: str,
    file_url: Callable[[str], str] | None = None,
) -> Passage:
    runs = words_changed(one.before, one.text) if one.before and one.text else []
    now = one.now
    has_file = now is not None and bool(now.sha256) and file_url is not None
    return Passage(
        anchor=f"{anchor}-{one.number}".replace(" ", "-"),
        heading=heading % {"number": one.number, "title": one.title},
        text=one.before if one.is_repealed else one.text,
        changed=_changed(one),
        is_repealed=one.is_repealed,
        former=[run for run in runs if run.move != "added"],
        new=[run for run in runs if run.move != "removed"],
        is_fresh=one.amendment is not None and one.amendment == last,
        file=Link(now.file_name, file_url(now.sha256)) if has_file and now and file_url else None,
    )


def _changed(one: Standing[Amendment]) -> str:
    """By which amendment, and since when."""
    if one.amendment is None:
        return ""
    told = {"number": one.amendment.number, "on": words.day(one.amendment.in_force_on or today())}
    if one.is_repealed:
        return _("Abrogé par l'avenant n° %(number)s, depuis le %(on)s") % told
    if one.is_added:
        return _("Ajouté par l'avenant n° %(number)s, depuis le %(on)s") % told
    return _("Modifié par l'avenant n° %(number)s, depuis le %(on)s") % told
