"""What the authority asks the structure about what it took, and its answer."""

from collections.abc import Iterator

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.signals import operations, queries, rules, states
from quitus.domain.signals.models import Signal
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, Task, day, moment
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.interfaces.web.layout.signals import lines_table
from quitus.interfaces.web.venue.views import kept
from quitus.kernel.life import after


class AnswerForm(forms.Form):
    """The venue's explanation."""

    answer = forms.CharField(
        label=gettext_lazy("Votre réponse"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("La collectivité la lira. Ne nommez pas la personne reçue."),
    )


@page(audience="venue")
@require_GET
def asked(request: SchemeRequest) -> HttpResponse:
    """Every question, the latest first."""
    lines = paginate(request, queries.asked_of(request.membership.organisation_id))
    return show_list(
        request,
        title=_("Questions de la collectivité"),
        lead=_("Ce que la collectivité vous demande de vérifier. Vos remboursements suivent leur cours."),
        back=Link(_("Pass encaissés"), here(request, "venue:redemptions")),
        page=lines,
        table=Table(
            caption=_("Questions"),
            columns=[
                Column(_("À vérifier")),
                Column(_("Posée le"), "day"),
                Column(_("Lieu")),
                Column(_("Réponse")),
            ],
            rows=[
                Row(
                    [_(rules.NEUTRAL[one.kind]), one.asked_on, one.venue.name if one.venue else None, _standing(one)],
                    url=here(request, "venue:question", one.pk),
                )
                for one in lines.items
            ],
            empty=Empty(_("La collectivité ne vous a rien demandé.")),
        ),
    )


@page(audience="venue")
@require_GET
def question(request: SchemeRequest, signal_id: int) -> HttpResponse:
    """One question, the takings it is about, the answer."""
    one = _own(request, signal_id)
    answer = Link(_("Répondre"), here(request, "venue:answer", one.pk), "primary")
    return show_detail(
        request,
        title=_(rules.NEUTRAL[one.kind]),
        lead=_("La collectivité vous demande une explication. Vos remboursements suivent leur cours."),
        back=Link(_("Questions de la collectivité"), here(request, "venue:asked")),
        status=_standing(one),
        facts=[
            Fact(_("Question"), one.question),
            Fact(_("Posée le"), day(one.asked_on)),
            Fact(_("De"), moment(one.first_at)),
            Fact(_("À"), moment(one.last_at)),
            *([Fact(_("Votre réponse"), one.answer, one.answered_by)] if one.answer else []),
        ],
        tables=[lines_table(queries.lines_of(one.pk))] if one.line_count else [],
        actions=[answer] if _may_answer(one) else [],
    )


@page(audience="venue")
def answer(request: SchemeRequest, signal_id: int) -> HttpResponse:
    """Answer, once."""
    one = _own(request, signal_id)
    back = Link(_("La question"), here(request, "venue:question", one.pk))
    form = AnswerForm(sent(request))
    return carry_out(
        request,
        form,
        operations.answer_signal,
        done=_("Votre réponse est envoyée à la collectivité."),
        to=back.url,
        refused={"answer_to_signal_empty": "answer"},
        signal_id=one.pk,
    ) or show_form(
        request,
        title=_("Répondre à la collectivité"),
        facts=[Fact(_("Question"), one.question)],
        form=form,
        submit=_("Envoyer la réponse"),
        back=back,
    )


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Questions that wait for an answer and pass to show, for the home of the venue."""
    yield from kept.tasks(request)
    for one in queries.asked_of(request.membership.organisation_id).filter(answer="", state=states.LOOKED_AT):
        yield Task(_("Répondre à la collectivité"), here(request, "venue:question", one.pk), _(rules.NEUTRAL[one.kind]))


def _own(request: SchemeRequest, signal_id: int) -> Signal:
    one = found(queries.signal, signal_id)
    if one.organisation_id != request.membership.organisation_id or not one.question:
        raise Http404
    return one


def _may_answer(one: Signal) -> bool:
    return not one.answer and after(states.SIGNAL, one.state, "answer_signal") is not None


def _standing(one: Signal) -> Status:
    if one.answer:
        return Status("done", _("Répondu"))
    return Status("waiting", _("À vérifier")) if _may_answer(one) else Status("neutral", _("Close"))
