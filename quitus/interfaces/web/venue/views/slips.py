"""Pass taken on paper: the slip to print, and the page on which slips are typed, by keyboard, scanner or camera."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from quitus.domain.redemption import rules
from quitus.domain.redemption.operations import Answer, Line, redeem_lines
from quitus.domain.venues import queries as venues
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.controls.counting import scanning
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.forms import CountField, DayField, offer
from quitus.interfaces.web.layout.pages import show
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.clock import today
from quitus.kernel.refusals import Refusal
from quitus.usecases.till_slips import slip_pdf

LONGEST_CODE = 300


class SlipForm(forms.Form):
    """What the pass typed next have in common."""

    venue_id = forms.TypedChoiceField(label=gettext_lazy("Lieu"), coerce=int)
    service_code = forms.ChoiceField(label=gettext_lazy("Service rendu"))
    service_on = DayField(label=gettext_lazy("Date du service"), not_after_today=True)
    people_count = CountField(label=gettext_lazy("Personnes"), min_value=1, max_value=500, required=False)
    minutes = CountField(
        label=gettext_lazy("Durée en minutes"),
        min_value=rules.MINUTES_LEAST,
        max_value=rules.MINUTES_MOST,
        required=False,
    )
    theme = forms.CharField(label=gettext_lazy("Thème"), max_length=rules.THEME_LONGEST, required=False)

    def __init__(self, *args: Any, user_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = list(venues.venues_worked_at(user_id))
        offer(self, "venue_id", [(place.pk, place.name) for place in self.places])
        offered = venues.services_offered(place.pk for place in self.places)
        offer(self, "service_code", [(service.code, _(service.label)) for service in offered])


@scanning
@page(audience="venue")
@require_GET
def slip(request: SchemeRequest) -> HttpResponse:
    """The page made for speed: one field, Enter goes on."""
    form = SlipForm(user_id=request.actor.user_id or 0, initial={"service_on": today()})
    return show(
        request,
        "venue/slip.html",
        title=_("Saisir un bordereau papier"),
        lead=_("Un code, Entrée, le suivant. La liste reste dans cet onglet jusqu'à l'encaissement."),
        back=Link(_("Encaisser un pass"), here(request, "venue:home")),
        actions=[
            Link(
                _("Imprimer un bordereau : %(venue)s") % {"venue": place.name},
                _paper(request, place.pk),
                icon="printer",
            )
            for place in form.places[:3]
        ],
        form=form,
        settings={"send": here(request, "venue:send_slip"), "most": rules.MOST_AT_ONCE, "words": words()},
    )


def _paper(request: SchemeRequest, venue_id: int) -> str:
    return here(request, "venue:slip_paper", venue_id)


def words() -> dict[str, str]:
    """What the script of the page says."""
    return {
        "typed": _("à encaisser"),
        "wrong": _("À corriger : ce code n'est pas bien recopié. Relisez les 14 caractères."),
        "double": _("Déjà dans la liste, ligne {line}. Il n'est compté qu'une fois."),
        "taken": _("Encaissé"),
        "refused": _("Refusé"),
        "group": _("Groupe {rank}"),
        "people": _("{count} personne(s)"),
        "minutes": _("{count} min"),
        "move": _("Groupe du pass"),
        "correct": _("Corriger"),
        "remove": _("Retirer"),
        "send": _("Encaisser {count} pass"),
        "nothing": _("Rien à encaisser"),
        "lacking": _("Choisissez le lieu, le service et la date avant de saisir un code."),
        "sending": _("Envoi en cours…"),
        "lost": _(
            "Le serveur n'a pas répondu. Rien n'est perdu : appuyez de nouveau, aucun pass ne sera compté deux fois."
        ),
        "counts": _(
            "{waiting} à encaisser · {wrong} à corriger · {taken} encaissés · {refused} refusés · {doubles} doublons"
        ),
    }


@page(audience="venue")
@require_POST
def send_slip(request: SchemeRequest) -> JsonResponse:
    """Take what was typed: at most so many lines at a time, one answer a line, in their order; sent again, the same."""
    try:
        lines = _lines(request.body)
    except (ValueError, TypeError, KeyError, ValidationError):
        return JsonResponse(
            {"message": _("Cet envoi est incomplet. Rechargez la page : votre liste est gardée.")}, status=422
        )
    try:
        answers = redeem_lines(by=request.actor, lines=lines)
    except Refusal as refusal:
        return JsonResponse({"message": sentence(refusal)}, status=409)
    return JsonResponse({"lines": [_told(answer) for answer in answers]})


def _told(answer: Answer) -> dict[str, object]:
    return {
        "taken": answer.refusal is None,
        "number": str(answer.number) if answer.number else "",
        "message": sentence(answer.refusal) if answer.refusal else "",
    }


def _lines(body: bytes) -> list[Line]:
    """The lines of a request; raises `ValueError`, `TypeError`, `KeyError` or `ValidationError` for any other."""
    sent = json.loads(body)["lines"]
    if not 1 <= len(sent) <= rules.MOST_AT_ONCE:
        raise ValueError("so many lines at a time")
    return [_line(one) for one in sent]


def _line(one: dict[str, Any]) -> Line:
    code = str(one["code"])
    if len(code) > LONGEST_CODE:
        raise ValueError("no code is so long")
    service_on = DayField().clean(str(one["service_on"]))
    assert isinstance(service_on, date)
    return Line(
        request=UUID(str(one["request"])),
        venue_id=int(one["venue_id"]),
        service_code=str(one["service_code"])[:40],
        service_on=service_on,
        code=code,
        people_count=_whole(one.get("people_count"), 1, 500),
        minutes=_whole(one.get("minutes"), 0, 10_000),
        theme=str(one.get("theme") or "").strip()[: rules.THEME_LONGEST],
        door=rules.SLIP,
    )


def _whole(value: object, least: int, most: int) -> int | None:
    return None if value in (None, "") else CountField(min_value=least, max_value=most).clean(value)


@page(audience="venue")
@require_GET
def slip_paper(request: SchemeRequest, venue_id: int) -> HttpResponse:
    """Two slips on a sheet, to be filled by hand where there is neither device nor network."""
    place = found(venues.venue, venue_id)
    if place.organisation_id != request.membership.organisation_id:
        raise Http404
    response = HttpResponse(slip_pdf(place.pk), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="bordereau-{place.pk}.pdf"'
    return response
