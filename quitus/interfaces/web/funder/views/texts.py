"""The convention followed, its amendments, and the funder's signature."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants import operations, rules, states
from quitus.domain.grants import queries as grants
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.obligations import queries as obligations
from quitus.domain.obligations import states as obligation_states
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Row,
    Status,
    Step,
    Table,
    Tone,
    number,
)
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.interfaces.web.layout.signatures import UNDER, PowerForm, SignatureForm
from quitus.interfaces.web.layout.terms import parameter_facts, written
from quitus.interfaces.web.layout.wordings import asked_day, show_consolidated
from quitus.kernel.clock import today
from quitus.usecases.sign_amendment import sign_amendment as sign_then
from quitus.usecases.sign_convention import sign_convention as sign_first
from quitus.usecases.text_files import annex_content

TONES: dict[str, Tone] = {
    obligation_states.COMING: "neutral",
    obligation_states.DUE: "waiting",
    obligation_states.LATE: "late",
    obligation_states.DONE: "done",
}


@page(audience="funder")
@require_GET
def convention(request: SchemeRequest) -> HttpResponse:
    """The convention as it stands today: parameters, articles, amendments, what is owed."""
    one = grants.convention_of(request.membership.scheme_id)
    if one is None:
        return _none_yet(request)
    amendments = list(grants.amendments(one.pk))
    return show_detail(
        request,
        title=_("Convention %(number)s") % {"number": one.number},
        lead=one.title,
        status=_status(one),
        steps=_steps(one),
        facts=parameter_facts(grants.consolidated_parameters(one.pk, today())),
        tables=[_amendments(request, amendments), _obligations(one)],
        actions=[
            *_signing(request, one, "funder:sign_convention"),
            Link(_("Texte consolidé"), here(request, "funder:convention_text"), icon="file-text"),
            Link(_("Enregistrer un signataire"), here(request, "funder:give_power")),
            Link(_("Mes rappels"), here(request, "funder:my_reminders"), icon="calendar3"),
        ],
    )


@page(audience="funder")
@require_GET
def convention_text(request: SchemeRequest) -> HttpResponse:
    """The text as it stood on a day, with what each amendment changed."""
    one = grants.convention_of(request.membership.scheme_id)
    if one is None:
        raise Http404
    form, on = asked_day(request)
    return show_consolidated(
        request,
        grants.consolidated(one.pk, on),
        form,
        back=Link(_("Convention"), here(request, "funder:convention")),
        file_url=lambda sha256: here(request, "funder:annex_file", sha256),
    )


@page(audience="funder")
@require_GET
def annex_file(request: SchemeRequest, sha256: str) -> HttpResponse:
    """The file of an annex."""
    annex, content = found(annex_content, sha256)
    headers = {"Content-Disposition": content_disposition_header(True, annex.file_name)}
    return HttpResponse(content, content_type=annex.media_type, headers=headers)


@page(audience="funder")
@require_GET
def amendment(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """One amendment: what it changes, and where it stands."""
    one = found(grants.amendment, amendment_id)
    return show_detail(
        request,
        title=_("Avenant n° %(number)s") % {"number": one.number},
        lead=one.title,
        back=Link(_("Convention"), here(request, "funder:convention")),
        status=_status(one),
        steps=_steps(one),
        facts=_changes(one),
        actions=_signing(request, one, "funder:sign_amendment"),
        template="funder/amendment.html",
        articles=[
            (article.article_number, article.title, _("Abrogé.") if article.is_repeal else article.text)
            for article in one.articles.all()
        ],
    )


@page(audience="funder")
def sign_convention(request: SchemeRequest, convention_id: int) -> HttpResponse:
    """Sign the convention for the funder."""
    one = found(grants.convention, convention_id)
    return _sign(
        request,
        title=_("Signer la convention"),
        text=_("la convention %(number)s") % {"number": one.number},
        one=one,
        back=here(request, "funder:convention"),
        operation=partial(sign_first, convention_id=one.pk),
    )


@page(audience="funder")
def sign_amendment(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """Sign an amendment for the funder."""
    one = found(grants.amendment, amendment_id)
    return _sign(
        request,
        title=_("Signer l'avenant n° %(number)s") % {"number": one.number},
        text=_("l'avenant n° %(number)s") % {"number": one.number},
        one=one,
        back=here(request, "funder:amendment", one.pk),
        operation=partial(sign_then, amendment_id=one.pk),
    )


@page(audience="funder")
def give_power(request: SchemeRequest) -> HttpResponse:
    """Somebody who may sign for the funder."""
    form = PowerForm(sent(request))
    to = here(request, "funder:convention")
    return carry_out(
        request,
        form,
        operations.give_power_to_sign,
        done=_("Le pouvoir de signer est enregistré."),
        to=to,
        refused={"power_ends_before_it_starts": "ends_on", "power_without_basis": "basis"},
        party=states.FUNDER,
    ) or show_form(
        request,
        title=_("Enregistrer un signataire"),
        lead=_("Qui peut signer pour le financeur, à partir de quand et d'après quel texte."),
        form=form,
        submit=_("Enregistrer le signataire"),
        back=Link(_("Convention"), to),
    )


def _sign(
    request: SchemeRequest,
    *,
    title: str,
    text: str,
    one: Convention | Amendment,
    back: str,
    operation: Callable[..., object],
) -> HttpResponse:
    powers = grants.powers_to_sign(one.scheme_id).filter(party=states.FUNDER)
    form = SignatureForm(powers, sent(request), initial={"on": today()})
    answer = carry_out(
        request,
        form,
        operation,
        done=_("Votre signature est enregistrée."),
        to=back,
        refused=UNDER,
        party=states.FUNDER,
    )
    if answer is not None:
        return answer
    last = one.authority_signed_on is not None
    return show_confirm(
        request,
        title=title,
        happens=_("Vous signez %(text)s pour le financeur : ce texte entre en vigueur.") % {"text": text}
        if last
        else _("Vous signez %(text)s pour le financeur ; la collectivité n'a pas encore signé.") % {"text": text},
        facts=[
            Fact(_("Texte"), one.title),
            Fact(_("Signé par la collectivité le"), one.authority_signed_on),
        ],
        final=_("Une signature ne se retire pas : un texte signé se change par un avenant."),
        form=form,
        button=_("Signer pour le financeur"),
        back=Link(_("Ne pas signer"), back),
    )


def _none_yet(request: SchemeRequest) -> HttpResponse:
    return show_list(
        request,
        title=_("Convention"),
        lead=_("La convention entre la collectivité et vous."),
        table=Table(
            caption=_("Convention"),
            columns=[],
            rows=[],
            empty=Empty(_("La collectivité n'a pas encore préparé de convention."), _("Elle apparaîtra ici.")),
        ),
    )


def _status(one: Convention | Amendment) -> Status:
    if one.state == states.ANNULLED:
        return Status("late", _("Annulé"))
    if one.state == states.DRAFTED and one.authority_signed_on and not one.funder_signed_on:
        return Status("waiting", _("Attend votre signature"))
    tones: dict[str, Tone] = {states.SIGNED: "done"}
    return Status(tones.get(one.state, "neutral"), _("En vigueur") if one.in_force_on else _(states.LABELS[one.state]))


def _steps(one: Convention | Amendment) -> list[Step]:
    return [
        Step(
            _("Signé par la collectivité"),
            "done" if one.authority_signed_on else "current",
            on=one.authority_signed_on,
        ),
        Step(
            _("Signé par le financeur"),
            "done" if one.funder_signed_on else "current" if one.authority_signed_on else "to_come",
            on=one.funder_signed_on,
        ),
        Step(_("En vigueur"), "done" if one.in_force_on else "to_come", on=one.in_force_on),
    ]


def _signing(request: SchemeRequest, one: Convention | Amendment, view: str) -> list[Link]:
    """The funder is led to sign what the authority has signed; before that, the text may still change."""
    if one.funder_signed_on is not None or one.authority_signed_on is None:
        return []
    return [Link(_("Signer pour le financeur"), here(request, view, one.pk), "primary")]


def _changes(one: Amendment) -> list[Fact]:
    changed = [
        Fact(
            _(rules.PARAMETERS[parameter.name].label),
            written(rules.PARAMETERS[parameter.name], rules.read(parameter.name, parameter.value)),
            _("Article %(number)s") % {"number": parameter.article_number} if parameter.article_number else "",
        )
        for parameter in one.parameters.all()
    ]
    return [*changed, Fact(_("Articles modifiés"), number(len(one.articles.all())))]


def _amendments(request: SchemeRequest, amendments: list[Amendment]) -> Table:
    return Table(
        caption=_("Avenants"),
        columns=[Column(_("Avenant")), Column(_("Objet")), Column(_("En vigueur le"), "day"), Column(_("État"))],
        rows=[
            Row(
                [_("Avenant n° %(number)s") % {"number": one.number}, one.title, one.in_force_on, _status(one)],
                url=here(request, "funder:amendment", one.pk),
            )
            for one in amendments
        ],
        empty=Empty(_("Aucun avenant.")),
    )


def _obligations(one: Convention) -> Table:
    return Table(
        caption=_("Ce qui est dû"),
        columns=[
            Column(_("Obligation")),
            Column(_("Échéance"), "day"),
            Column(_("Par")),
            Column(_("Article")),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    owed.label,
                    owed.due_on,
                    _(obligation_states.OWED_BY[owed.owed_by]),
                    owed.article_number,
                    _obligation_status(owed.standing(today())),
                ]
            )
            for owed in obligations.agenda(one.pk, today(), obligations.Filters())
        ],
        empty=Empty(_("Rien n'est dû pour l'instant.")),
    )


def _obligation_status(state: str) -> Status:
    return Status(TONES.get(state, "neutral"), _(obligation_states.LABELS[state]))
