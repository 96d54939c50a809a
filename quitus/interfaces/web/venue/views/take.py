"""The home of a venue: take pass, see at once what came of each, undo within ten minutes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from quitus.domain.redemption import queries, rules
from quitus.domain.redemption.models import Redemption
from quitus.domain.redemption.operations import Answer, redeem
from quitus.domain.reimbursement import queries as reimbursement
from quitus.domain.reimbursement import states
from quitus.domain.venues import queries as venues
from quitus.domain.venues.models import Venue
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Status, Task, Tone, Typed, Words, code
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.pages import show
from quitus.interfaces.web.layout.tasks import in_order
from quitus.interfaces.web.layout.words import euros, month, sentence
from quitus.interfaces.web.venue.forms import TakeForm, UndoForm
from quitus.interfaces.web.venue.views import asked, terminals
from quitus.interfaces.web.venue.views.scanner import scanner_page, till_config
from quitus.kernel import clock
from quitus.usecases.redeem import undo_redemption

SHOWN = 10


@dataclass(frozen=True)
class Line:
    """What came of one pass: its number, or the code as typed when it is no pass."""

    shown: Typed
    status: Status
    why: Words = ""


@dataclass(frozen=True)
class Verdict:
    """What came of one gesture, big: a tone, a title in words, and the lines that say why."""

    tone: Tone
    title: Words
    detail: Words
    lines: Sequence[Line]


@scanner_page
@page(audience="venue")
def home(request: SchemeRequest) -> HttpResponse:
    """Take one pass, or those of a whole workshop: by the scanner where this browser is a device, else by a form."""
    places = list(venues.venues_worked_at(request.actor.user_id or 0))
    services = list(venues.services_offered(place.pk for place in places))
    form = TakeForm(sent(request), initial=_initial(), places=places, services=services)
    verdicts: list[Verdict] = []
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            answers = redeem(by=request.actor, **form.cleaned_data)
            verdicts = _verdicts(answers, form.cleaned_data["codes"], _recent(request))
            form = TakeForm(initial=_next(form, answers), places=places, services=services)
    recent = _recent(request)
    return show(
        request,
        "venue/take.html",
        title=_("Encaisser un pass"),
        lead=_("Après le service : saisissez les codes, le résultat s'affiche aussitôt."),
        code=422 if form.is_bound and form.errors else 200,
        form=form,
        verdicts=verdicts,
        places=places,
        services=services,
        till=_till(request, places),
        is_qualified=_is_qualified(request),
        recent=[(line, UndoForm(initial={"number": line.number, "turn": line.turn})) for line in recent[:SHOWN]],
        tasks=_tasks(request),
    )


@page(audience="venue")
@require_POST
def undo(request: SchemeRequest) -> HttpResponse:
    """Undo what was just taken."""
    form = UndoForm(request.POST)
    if form.is_valid():
        undo_redemption(by=request.actor, **form.cleaned_data)
        messages.success(request, _("L'encaissement est annulé : le pass peut être utilisé à nouveau."))
    return redirect(here(request, "venue:home"))


def _till(request: SchemeRequest, places: Sequence[Venue]) -> dict[str, object]:
    person = request.membership.user
    user = {"id": str(person.pk), "name": person.full_name}
    return till_config(request.membership.scheme, user, [str(place.pk) for place in places])


def _initial() -> dict[str, object]:
    return {"service_on": clock.today()}


def _next(form: TakeForm, answers: Sequence[Answer]) -> dict[str, object]:
    """The next form keeps place, service and day, and the codes to correct."""
    said = form.cleaned_data
    wrong = [typed for typed, answer in zip(said["codes"], answers, strict=True) if answer.number is None]
    kept = {name: said[name] for name in ("venue_id", "service_code", "service_on", "minutes", "theme")}
    return {**kept, "codes": "\n".join(wrong)}


def _recent(request: SchemeRequest) -> list[Redemption]:
    """What this person can still undo freely, latest first."""
    return queries.just_taken(request.actor.user_id or 0, since=clock.now() - rules.UNDO_FREELY)


def _verdicts(answers: Sequence[Answer], typed: Sequence[str], recent: Sequence[Redemption]) -> list[Verdict]:
    """What was taken, then what was refused, each as one block."""
    lines = [_line(answer, text) for answer, text in zip(answers, typed, strict=True)]
    taken = [line for line, answer in zip(lines, answers, strict=True) if answer.is_taken]
    refused = [line for line, answer in zip(lines, answers, strict=True) if not answer.is_taken]
    worth = {(line.number, line.turn): line.order.face_value_cents for line in recent}
    total = sum(worth.get((answer.number or 0, answer.turn or 0), 0) for answer in answers if answer.is_taken)
    one = len(answers) == 1
    told = []
    if taken:
        many = ngettext("%(count)s pass encaissé", "%(count)s pass encaissés", len(taken)) % {"count": len(taken)}
        due = _("%(amount)s vous sont dus de plus.") % {"amount": euros(total)} if total else ""
        told.append(Verdict("done", _("Pass encaissé") if one else many, due, taken))
    if refused:
        many = ngettext("%(count)s pass refusé", "%(count)s pass refusés", len(refused)) % {"count": len(refused)}
        told.append(Verdict("late", _("Pass refusé") if one else many, "", refused))
    return told


def _line(answer: Answer, typed: str) -> Line:
    shown = code(str(answer.number) if answer.number else typed)
    if answer.refusal is None:
        return Line(shown, Status("done", _("Encaissé")))
    return Line(shown, Status("late", _("Refusé")), sentence(answer.refusal))


def _is_qualified(request: SchemeRequest) -> bool:
    return venues.qualified_on(request.membership.organisation_id, clock.today())


def _tasks(request: SchemeRequest) -> list[Task]:
    """Months to ask for, claims that came back."""
    owed = reimbursement.owed(request.membership.scheme_id, request.membership.organisation_id)
    tasks = [
        Task(
            _("Reprendre la demande %(number)s") % {"number": claim.number},
            here(request, "venue:claim", claim.pk),
            claim.rejection_reason,
            tone="late",
        )
        for claim in owed.unpaid
        if claim.state == states.REJECTED
    ]
    if owed.to_claim.count or any(claim.state == states.PREPARED for claim in owed.unpaid):
        last = month(reimbursement.last_month_to_claim())
        tasks.append(
            Task(
                _("Demander le remboursement (%(month)s)") % {"month": last},
                here(request, "venue:ask"),
                _("Pour tous les pass des mois terminés."),
            )
        )
    return in_order([*terminals.tasks(request), *tasks, *asked.tasks(request)], clock.today())
