"""Amendments: one of them from its draft to its effect, and what is written in it."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from quitus.domain.acts import queries as acts
from quitus.domain.acts.models import Deliberation
from quitus.domain.grants import operations, queries, rules, states
from quitus.domain.grants.consolidation import Standing
from quitus.domain.grants.models import Amendment
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions import forms, showing
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.conventions.drafting import back_to_convention
from quitus.interfaces.web.authority.conventions.index import index_of_amendment
from quitus.interfaces.web.authority.conventions.moving import moved_obligations
from quitus.interfaces.web.authority.documents.subjects import documents_link
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Next, Row, Status, Table, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_detail, show_form
from quitus.kernel.clock import today


def back_to_amendment(request: SchemeRequest, text: Amendment) -> Link:
    """The way back to an amendment."""
    return Link(_("Avenant n° %(number)s") % {"number": text.number}, here(request, "authority:amendment", text.pk))


@page(audience="authority")
@require_GET
def amendment(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """One amendment: where it stands, what it changes."""
    text = found(queries.amendment, amendment_id)
    executory_on = queries.executory_on(text)
    status = showing.text_status(text)
    writes = request.actor.role == MANAGER and not (text.authority_signed_on or text.funder_signed_on)
    return show_detail(
        request,
        title=_("Avenant n° %(number)s") % {"number": text.number},
        lead=text.title,
        back=back_to_convention(request),
        status=status,
        index=index_of_amendment(request, text) if writes and text.state == states.DRAFTED else [],
        steps=showing.signature_steps(text, executory_on),
        facts=_facts(request, text, executory_on),
        thread=fil("amendment", text.pk, stands=status, coming=_coming(request, text, executory_on)),
        tables=[
            _articles(request, text, writes),
            _annexes(request, text, writes),
            _parameters(request, text, writes),
            moved_obligations(request, text),
        ],
        actions=[
            *(_actions(request, text, executory_on) if request.actor.role == MANAGER else []),
            documents_link(request, "amendment", text.pk),
        ],
    )


@page(audience="authority", roles=(MANAGER,))
def draft(request: SchemeRequest) -> HttpResponse:
    """A new amendment."""
    convention = convention_of(request)
    form = forms.AmendmentForm(sent(request))
    return carry_out(
        request,
        form,
        operations.draft_amendment,
        done=_("L'avenant est en préparation."),
        to=lambda made: here(request, "authority:amendment", made.pk),
        convention_id=convention.pk,
    ) or show_form(
        request,
        title=_("Préparer un avenant"),
        lead=_("Il remplace des articles et fixe de nouvelles valeurs ; ce qu'il ne touche pas reste."),
        form=form,
        submit=_("Préparer l'avenant"),
        back=back_to_convention(request),
    )


@page(audience="authority", roles=(MANAGER,))
def attach(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """The deliberation that authorises to sign."""
    text = found(queries.amendment, amendment_id)
    form = forms.DeliberationForm(acts.deliberations(request.membership.scheme.authority_id), sent(request))
    back = back_to_amendment(request, text)
    return carry_out(
        request,
        form,
        operations.attach_amendment_deliberation,
        done=_("La délibération est rattachée."),
        to=back.url,
        amendment_id=text.pk,
    ) or show_form(
        request,
        title=_("Rattacher la délibération"),
        lead=_("Celle qui autorise à signer l'avenant."),
        form=form,
        submit=_("Rattacher la délibération"),
        back=back,
    )


def _facts(request: SchemeRequest, text: Amendment, executory_on: date | None) -> list[Fact]:
    waiting = Status("waiting", _("À venir"))
    act = text.deliberation
    facts = [
        Fact(
            _("Autorisé par la délibération"),
            Link(act.number or act.title, here(request, "authority:deliberation", act.pk)) if act else None,
            "" if act else _("Aucune délibération n'est encore rattachée."),
        )
    ]
    if act is not None:
        facts += _act_facts(act, executory_on)
    facts += [
        Fact(
            _("Signé par la collectivité le"),
            day(text.authority_signed_on) if text.authority_signed_on else waiting,
            str(text.authority_signatory or ""),
        ),
        Fact(
            _("Signé par le financeur le"),
            day(text.funder_signed_on) if text.funder_signed_on else waiting,
            str(text.funder_signatory or ""),
        ),
        Fact(
            _("Prend effet le"),
            day(text.in_force_on or text.stated_effect_on) if text.in_force_on or text.stated_effect_on else waiting,
            _("À la dernière signature, ou au jour plus tardif que l'avenant fixe."),
        ),
    ]
    if text.override_reason:
        facts.append(Fact(_("Motif pour passer outre"), text.override_reason))
    if text.annulled_on is not None:
        decided = _("%(by_whom)s, le %(on)s") % {
            "by_whom": _(states.ANNULLED_BY[text.annulled_by]),
            "on": words.day(text.annulled_on),
        }
        facts += [
            Fact(_("Annulé"), decided, text.annulment_reason),
            Fact(_("Sans effet à partir du"), day(text.annulled_from)),
        ]
    lacking = len(queries.lacks(text))
    told = ngettext("%(count)s point à compléter", "%(count)s points à compléter", lacking) % {"count": lacking}
    lacks = here(request, "authority:amendment_lacks", text.pk)
    return [Fact(_("Ce qui manque"), Link(told if lacking else _("Rien"), lacks)), *facts]


def _act_facts(act: Deliberation, executory_on: date | None) -> list[Fact]:
    dates = act.deadlines
    facts = []
    if act.sitting is not None:
        facts.append(Fact(_("Vote"), day(act.sitting.held_on), act.sitting.assembly))
    facts.append(
        Fact(
            _("Exécutoire le"),
            day(executory_on) if executory_on else Status("waiting", _("À venir")),
            _("La plus tardive de la publication et de la transmission (CGCT, art. L.3131-1)."),
        )
    )
    if dates.third_party_appeal_ends_on:
        facts.append(
            Fact(_("Recours des tiers jusqu'au"), day(dates.third_party_appeal_ends_on), _("CJA, art. R.421-1."))
        )
    if dates.prefect_referral_ends_on:
        facts.append(
            Fact(_("Déféré du préfet jusqu'au"), day(dates.prefect_referral_ends_on), _("CGCT, art. L.3132-1."))
        )
    return facts


def _coming(request: SchemeRequest, text: Amendment, executory_on: date | None) -> list[Next]:
    if text.state != states.DRAFTED:
        return []
    manager = _("la personne responsable du dispositif")
    act = text.deliberation
    if act is None:
        url = here(request, "authority:attach_amendment_deliberation", text.pk)
        return [Next(_("Rattacher la délibération"), manager, url=url)]
    if act.adopted_on is None:
        held_on = act.sitting.held_on if act.sitting else None
        return [Next(_("Vote de l'assemblée"), due=held_on, url=here(request, "authority:deliberation", act.pk))]
    if executory_on is None:
        url = here(request, "authority:deliberation", act.pk)
        return [Next(_("Transmettre et publier la délibération"), manager, url=url)]
    return [
        Next(
            _("Recueillir la signature : %(party)s") % {"party": _(label)},
            manager,
            url=here(request, "authority:sign_amendment", text.pk, party),
        )
        for party, label in states.PARTIES.items()
        if text.signed_on(party) is None
    ]


def _actions(request: SchemeRequest, text: Amendment, executory_on: date | None) -> list[Link]:
    """The one step that comes next while the amendment is prepared; what is left to do once it is signed."""
    if text.state == states.WITHDRAWN:
        return []
    if text.state != states.DRAFTED:
        return _actions_once_signed(request, text)
    if text.deliberation is None:
        url = here(request, "authority:attach_amendment_deliberation", text.pk)
        return [Link(_("Rattacher la délibération"), url, "primary")]
    if executory_on is None:
        return [
            Link(_("Suivre la délibération"), here(request, "authority:deliberation", text.deliberation.pk), "primary")
        ]
    sign = {
        states.AUTHORITY: _("Enregistrer la signature de la collectivité"),
        states.FUNDER: _("Enregistrer la signature du financeur"),
    }
    return [
        Link(label, here(request, "authority:sign_amendment", text.pk, party), "primary")
        for party, label in sign.items()
        if text.signed_on(party) is None
    ][:1]


def _actions_once_signed(request: SchemeRequest, text: Amendment) -> list[Link]:
    """What is left to do with a signed amendment."""
    effect = text.in_force_on or today()
    read = here(request, "authority:convention_text", query=urlencode({"le": f"{effect:%d/%m/%Y}"}))
    links = [
        Link(_("Texte consolidé à sa date"), read, icon="file-text"),
        Link(_("Originaux"), here(request, "authority:amendment_originals", text.pk), icon="file-earmark-text"),
    ]
    if text.state == states.SIGNED:
        links.append(Link(_("Annuler l'avenant"), here(request, "authority:annul_amendment", text.pk), "link"))
    return links


def _articles(request: SchemeRequest, text: Amendment, writes: bool) -> Table:
    """What the amendment writes."""
    stood = {one.number for one in _before(text, queries.consolidated_articles)}
    return Table(
        caption=_("Articles récrits, ajoutés ou abrogés"),
        columns=[Column(_("Article")), Column(_("Titre")), Column(_("Ce que fait l'avenant"))],
        rows=[
            Row(
                [one.article_number, one.title, _move(one.is_repeal, one.article_number in stood)],
                url=here(request, "authority:amend_article", text.pk, one.article_number) if writes else "",
            )
            for one in text.articles.all()
        ],
        empty=Empty(_("L'avenant ne modifie encore aucun article.")),
    )


def _annexes(request: SchemeRequest, text: Amendment, writes: bool) -> Table:
    """What the amendment makes of annexes."""
    stood = {one.number for one in _before(text, queries.consolidated_annexes)}
    return Table(
        caption=_("Annexes remplacées, ajoutées ou abrogées"),
        columns=[Column(_("Annexe")), Column(_("Titre")), Column(_("Ce que fait l'avenant"))],
        rows=[
            Row(
                [one.annex_number, one.title, _move(one.is_repeal, one.annex_number in stood)],
                url=here(request, "authority:amend_annex", text.pk, one.annex_number) if writes else "",
            )
            for one in text.annexes.all()
        ],
        empty=Empty(_("L'avenant ne touche à aucune annexe.")),
    )


def _before(text: Amendment, query: Callable[[int, date], list[Standing[Amendment]]]) -> list[Standing[Amendment]]:
    """What stood before the amendment: on the eve of its effect, or today while it is a draft."""
    eve = text.in_force_on - timedelta(days=1) if text.in_force_on else today()
    return [one for one in query(text.convention_id, eve) if not one.is_repealed]


def _move(is_repeal: bool, stood: bool) -> str:
    if is_repeal:
        return _("Abrogation")
    return _("Remplacement") if stood else _("Ajout")


def _parameters(request: SchemeRequest, text: Amendment, writes: bool) -> Table:
    """What each parameter was and becomes."""
    becomes = {one.name: rules.read(one.name, one.value) for one in text.parameters.all()}
    eve = text.in_force_on or today()
    found = queries.consolidated_parameters(text.convention_id, eve)
    rows = []
    for one in found:
        if one.name not in becomes:
            continue
        is_in_force = one.amendment is not None and one.amendment.pk == text.pk
        rows.append(
            Row(
                [
                    _(one.about.label),
                    showing.written(one.about, one.before if is_in_force else one.value),
                    showing.written(one.about, becomes[one.name]),
                ],
                url=here(request, "authority:amend_parameter", text.pk, one.name) if writes else "",
            )
        )
    return Table(
        caption=_("Paramètres changés"),
        columns=[Column(_("Paramètre")), Column(_("Avant")), Column(_("Après"))],
        rows=rows,
        empty=Empty(_("L'avenant ne change aucun paramètre.")),
    )
