"""Rules from which obligations follow."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants import queries as grants
from quitus.domain.obligations import operations, queries, states
from quitus.domain.obligations.models import Duty
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.amendments import back_to_amendment
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.obligations import duty_forms, showing
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.kernel.clock import today
from quitus.usecases.obligations import write_duty


@page(audience="authority")
@require_GET
def duties(request: SchemeRequest) -> HttpResponse:
    """What each article asks for, and when: the rules in effect, those of an amendment in preparation."""
    convention = convention_of(request)
    in_effect = {duty.pk for duty in queries.duties_in_effect(convention.pk, today())}
    leads = request.actor.role == MANAGER
    new = [
        Link(label, here(request, "authority:write_duty", rule), "primary" if rank == 0 else "secondary")
        for rank, (rule, label) in enumerate(ways_to_add().items())
    ]
    return show_list(
        request,
        title=_("Règles d'obligation"),
        lead=_("Les échéances en découlent ; quand un avenant change une date, celles qui restent à tenir suivent."),
        back=_every(request),
        actions=new if leads else [],
        table=Table(
            caption=_("Règles d'obligation"),
            columns=[
                Column(_("Ce qui est dû")),
                Column(_("Quand")),
                Column(_("Par")),
                Column(_("Article")),
                Column(_("Texte")),
                Column(_("État")),
            ],
            rows=[_row(request, duty, in_effect) for duty in queries.duties(convention.pk)],
            empty=Empty(
                _("Aucune règle n'est écrite."),
                _("Écrivez ce que chaque article demande : les échéances naîtront à la signature."),
                new[0] if leads else None,
            ),
        ),
    )


@page(audience="authority")
@require_GET
def duty(request: SchemeRequest, duty_id: int) -> HttpResponse:
    """One rule: what it asks for, when, and what settles it."""
    one = found(queries.duty, duty_id)
    in_effect = {other.pk for other in queries.duties_in_effect(one.convention_id, today())}
    status = _status(one, in_effect)
    opens = one.rule == states.CONDITIONAL and one.pk in in_effect and one.convention.in_force_on is not None
    met = Link(_("La condition est réalisée"), here(request, "authority:open_obligation", one.pk), "primary")
    return show_detail(
        request,
        title=one.label,
        lead=showing.when(one).capitalize() if not one.is_repealed else _("L'avenant y met fin."),
        back=Link(_("Règles d'obligation"), here(request, "authority:duties")),
        status=status,
        facts=[
            Fact(_("Due par"), _(states.OWED_BY[one.owed_by])),
            Fact(_("Due à"), _(states.OWED_BY[one.owed_to])),
            Fact(_("Nature"), _(states.KINDS[one.kind])),
            Fact(_("Article"), one.article_number or None),
            Fact(_("Texte"), _text(one)),
            Fact(_("Ce qui la règle"), one.evidence or None),
        ],
        thread=fil("duty", one.pk, stands=status),
        actions=[met] if opens and request.actor.role == MANAGER else [],
    )


@page(audience="authority", roles=(MANAGER,))
def write(request: SchemeRequest, rule: str) -> HttpResponse:
    """A rule of the convention."""
    _refuse_unknown(rule)
    convention = convention_of(request)
    form = duty_forms.DutyForm(rule, sent(request))
    back = Link(_("Règles d'obligation"), here(request, "authority:duties"))
    return carry_out(
        request,
        form,
        write_duty,
        done=_("La règle est écrite."),
        to=back.url,
        convention_id=convention.pk,
    ) or show_form(
        request,
        title=_("Écrire une règle"),
        lead=_("Sous une convention en vigueur, ses échéances naissent aussitôt, depuis l'origine."),
        facts=[Fact(_("Sorte de règle"), _(states.RULES[rule]))],
        form=form,
        submit=_("Écrire la règle"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def amend(request: SchemeRequest, amendment_id: int, rule: str) -> HttpResponse:
    """A rule that an amendment adds, or states again under the same name."""
    _refuse_unknown(rule)
    text = found(grants.amendment, amendment_id)
    form = duty_forms.DutyForm(rule, sent(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        write_duty,
        done=_("La règle prendra effet avec l'avenant."),
        to=back.url,
        convention_id=text.convention_id,
        amendment_id=text.pk,
    ) or show_form(
        request,
        title=_("Écrire une règle de l'avenant"),
        lead=_("Le même libellé qu'une règle en vigueur la remplace ; ce qui est passé ou fait ne renaît pas."),
        facts=[Fact(_("Sorte de règle"), _(states.RULES[rule]))],
        form=form,
        submit=_("Écrire la règle"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def repeal(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """A rule that an amendment ends."""
    text = found(grants.amendment, amendment_id)
    form = duty_forms.RepealForm(queries.duties_in_effect(text.convention_id, today()), sent(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        operations.repeal_duty,
        done=_("La règle prendra fin avec l'effet de l'avenant."),
        to=back.url,
        refused={"duty_unknown": "code"},
        amendment_id=text.pk,
    ) or show_form(
        request,
        title=_("Abroger une règle"),
        lead=_("Ce qu'elle rendrait dû après l'effet de l'avenant ne le sera plus ; ce qui l'était déjà le reste."),
        form=form,
        submit=_("Abroger la règle"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def open_one(request: SchemeRequest, duty_id: int) -> HttpResponse:
    """A condition that is met."""
    one = found(queries.duty, duty_id)
    form = duty_forms.ConditionMetForm(sent(request), initial={"met_on": today()})
    back = Link(_("Ne rien enregistrer"), here(request, "authority:duty", one.pk))
    return carry_out(
        request,
        form,
        operations.open_obligation,
        done=_("L'obligation est née."),
        to=lambda made: here(request, "authority:obligation", made.pk),
        refused={"obligation_already_listed": "met_on"},
        duty_id=one.pk,
    ) or show_confirm(
        request,
        title=_("La condition est réalisée"),
        happens=_("Une obligation naît de cette règle, avec son échéance."),
        facts=[Fact(_("Règle"), one.label), Fact(_("Condition"), one.condition or None)],
        button=_("Faire naître l'obligation"),
        back=back,
        form=form,
    )


def _every(request: SchemeRequest) -> Link:
    return Link(_("Obligations"), here(request, "authority:obligations"))


def ways_to_add() -> dict[str, str]:
    """The ways to state when something is due, as one adds them."""
    return {
        states.AT_DATE: _("Ajouter une date"),
        states.AFTER_EVENT: _("Ajouter un délai"),
        states.PERIODIC: _("Ajouter une série"),
        states.CONDITIONAL: _("Ajouter une condition"),
    }


def _refuse_unknown(rule: str) -> None:
    if rule not in states.RULES:
        raise Http404


def _row(request: SchemeRequest, one: Duty, in_effect: set[int]) -> Row:
    return Row(
        [
            one.label,
            _("abrogée") if one.is_repealed else showing.when(one),
            _(states.OWED_BY[one.owed_by]),
            one.article_number,
            _text(one),
            _status(one, in_effect),
        ],
        url=here(request, "authority:duty", one.pk),
    )


def _text(one: Duty) -> str:
    return _("avenant n° %(number)s") % {"number": one.amendment.number} if one.amendment else _("convention")


def _status(one: Duty, in_effect: set[int]) -> Status:
    if one.pk in in_effect:
        return Status("done", _("En vigueur"))
    if one.amendment is not None and one.amendment.in_force_on is None:
        return Status("waiting", _("Projet d'avenant"))
    return Status("neutral", _("Remplacée") if not one.is_repealed else _("Abrogée"))
