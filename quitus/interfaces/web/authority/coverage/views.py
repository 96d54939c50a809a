"""What is planned by commune, and who lives far from any venue."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from quitus.domain.workshops import queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.coverage.drawing import draw
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Chip,
    Column,
    Empty,
    Figure,
    Link,
    Row,
    Status,
    Table,
    Tone,
    number,
    share,
)
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.lists import address, as_csv, chips, paginate
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.words import count as count_words
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today
from quitus.usecases import coverage as usecase
from quitus.usecases.coverage import FAR, NEAR, ROUND, UNKNOWN, Coverage, Reached

ROUNDS = {"jour": 1, "": 28, "trimestre": 91}
WORDS = {
    FAR: gettext_lazy("Sans lieu proche"),
    ROUND: gettext_lazy("Tournée seulement"),
    NEAR: gettext_lazy("Couverte"),
    UNKNOWN: gettext_lazy("Non située"),
}
TONES: dict[str, Tone] = {FAR: "late", ROUND: "waiting", NEAR: "done", UNKNOWN: "neutral"}


class DayForm(forms.Form):
    """The day on which venues are looked at."""

    jour = DayField(label=gettext_lazy("Jour regardé"), required=False)


@page(audience="authority")
@require_GET
def coverage(request: SchemeRequest) -> HttpResponse:
    """Who lives more than so many minutes from a venue qualified on a day."""
    form = DayForm(request.GET if request.GET.get("jour") else None, initial={"jour": today()})
    on = (form.cleaned_data["jour"] if form.is_bound and form.is_valid() else None) or today()
    days = ROUNDS.get(request.GET.get("tournees", ""), ROUNDS[""])
    held = usecase.coverage(request.membership.scheme_id, on, days)
    asked = request.GET.get("etat", FAR)
    shown = [one for one in held.reached if asked in ("tout", one.standing)]
    if request.GET.get("format") == "csv":
        return as_csv(_table(shown, held), "couverture")
    lines = paginate(request, shown)
    return show_list(
        request,
        title=_("Couverture du territoire"),
        lead=_finding(held),
        back=Link(_("Lieux"), here(request, "authority:venues")),
        actions=[
            Link(_("Télécharger ce tableau"), address(request, format="csv", page=None), icon="download"),
            Link(_("Ateliers prévus"), here(request, "authority:planned_sessions")),
        ],
        figures=_figures(held),
        chips=_chips(request, held),
        page=lines,
        table=_table(lines.items, held),
        template="authority/coverage/coverage.html",
        form=form,
        held=held,
        on_day=on,
        map=draw(held.reached),
        kept={name: value for name, value in request.GET.items() if name in ("etat", "tournees")},
        rounds=chips(
            request,
            "tournees",
            [("jour", _("Ce jour seulement"), None), ("trimestre", _("Treize semaines"), None)],
            everything=_("Quatre semaines"),
        ),
    )


@page(audience="authority")
@require_GET
def planned_sessions(request: SchemeRequest) -> HttpResponse:
    """What venues have published, by commune: seats and how full they are; counts only."""
    past = request.GET.get("quand") == "passes"
    since, until = today(), today() + timedelta(days=27)
    if past:
        since, until = today() - timedelta(days=28), today() - timedelta(days=1)
    table = _planned(queries.planned_by_commune(since, until))
    if request.GET.get("format") == "csv":
        return as_csv(table, "ateliers")
    return show_list(
        request,
        title=_("Ateliers prévus"),
        lead=_("Du %(since)s au %(until)s : ce que les lieux ont publié, en nombres seulement.")
        % {"since": day(since), "until": day(until)},
        back=Link(_("Couverture du territoire"), here(request, "authority:coverage")),
        actions=[Link(_("Télécharger ce tableau"), address(request, format="csv"), icon="download")],
        chips=chips(
            request,
            "quand",
            [("passes", _("Quatre dernières semaines"), None)],
            everything=_("Quatre prochaines semaines"),
        ),
        table=table,
    )


def _planned(lines: Sequence[queries.Planned]) -> Table:
    seats, taken = sum(one.seat_count for one in lines), sum(one.taken_count for one in lines)
    return Table(
        caption=_("Par commune"),
        columns=[
            Column(_("Commune")),
            Column(_("Créneaux"), "number"),
            Column(_("Places"), "number"),
            Column(_("Prises"), "number"),
            Column(_("Remplissage"), "share"),
            Column(_("Absences"), "number"),
            Column(_("Sur l'agenda du lieu"), "number"),
        ],
        rows=[
            Row(
                [
                    one.commune,
                    one.session_count,
                    one.seat_count,
                    one.taken_count,
                    one.fill_per_mille,
                    one.no_show_count,
                    one.linked_count,
                ]
            )
            for one in lines
        ],
        totals=[
            _("Total"),
            number(sum(one.session_count for one in lines)),
            number(seats),
            number(taken),
            share(taken * 1000 // seats) if seats else "",
            number(sum(one.no_show_count for one in lines)),
            number(sum(one.linked_count for one in lines)),
        ]
        if lines
        else [],
        empty=Empty(_("Aucun créneau publié sur cette période."), _("Les lieux publient leurs ateliers eux-mêmes.")),
    )


def _finding(held: Coverage) -> str:
    """The sentence that says what is the case."""
    if not held.reached:
        return _("La liste des communes n'est pas encore enregistrée.")
    facts = {"count": held.count(FAR), "minutes": held.minutes_max, "on": day(held.on)}
    return (
        ngettext(
            "Le %(on)s, %(count)s commune est à plus de %(minutes)s minutes d'un lieu qualifié et de toute tournée.",
            "Le %(on)s, %(count)s communes sont à plus de %(minutes)s minutes d'un lieu qualifié et de toute tournée.",
            held.count(FAR),
        )
        % facts
    )


def _figures(held: Coverage) -> list[Figure]:
    if not held.reached:
        return []
    served_note = ""
    if held.served is None:
        served_note = _("La convention ne fixe pas de seuil : rien n'est ventilé.")
    elif held.served_far_per_mille is None:
        served_note = _("Masqué : un effectif est trop petit.")
    return [
        Figure(share(held.far_per_mille), _("de la population loin d'un lieu"), note=_people(held.population(FAR))),
        Figure(share(held.served_far_per_mille), _("des personnes servies loin d'un lieu"), note=served_note),
        Figure(number(held.count(ROUND)), _("communes desservies par une tournée seulement")),
    ]


def _people(count: int) -> str:
    return ngettext("%(count)s habitant", "%(count)s habitants", count) % {"count": count_words(count)}


def _chips(request: SchemeRequest, held: Coverage) -> list[Chip]:
    choices = [(one, words, held.count(one)) for one, words in WORDS.items() if one == FAR or held.count(one)]
    made = chips(request, "etat", [*choices, ("tout", _("Toutes"), len(held.reached))])
    if "etat" not in request.GET:
        made[0] = replace(made[0], current=True)
    return made


def _table(lines: Sequence[Reached], held: Coverage) -> Table:
    shows_people = held.served is not None
    return Table(
        caption=_("Communes"),
        columns=[
            Column(_("Commune")),
            Column(_("Population"), "number"),
            Column(_("État")),
            Column(_("Minutes"), "number"),
            Column(_("Lieu le plus proche")),
            Column(_("Jours de tournée"), "number"),
            *([Column(_("Personnes servies"), "number")] if shows_people else []),
        ],
        rows=[
            Row(
                [
                    one.commune.name,
                    one.commune.population,
                    Status(TONES[one.standing], WORDS[one.standing]),
                    one.minutes,
                    one.venue or None,
                    one.round_days or None,
                    *([_("masqué") if one.served_count is None else one.served_count] if shows_people else []),
                ]
            )
            for one in lines
        ],
        empty=Empty(_("Aucune commune dans cet état."), _("Choisissez un autre état ou un autre jour."))
        if held.reached
        else Empty(
            _("La liste des communes n'est pas encore enregistrée."),
            _("Demandez à l'administrateur de l'importer : « quitus import communes FICHIER »."),
        ),
    )
