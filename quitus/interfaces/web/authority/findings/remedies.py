"""What to do once a finding is decided: deciding changes nothing by itself."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quitus.domain.grants import queries, states
from quitus.domain.grants.contradictions.finding import EXPLAINED
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.grants.parameters import PARAMETERS
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.kernel.words import N_
from quitus.usecases.findings import Standing


@dataclass(frozen=True)
class Remedy:
    """A sentence, and where to act; no link when there is nothing to do."""

    sentence: str
    link: Link | None = None


BY_CODE = {
    "votes_and_present": N_("Complétez l'acte : inscrivez les délégations de vote à sa séance."),
    "years_not_reported": N_("Inscrivez les rapports manquants parmi les obligations, ou écrivez-les dans un avenant."),
    "annex_not_replaced": N_("Dites dans l'avenant si ces annexes sont remplacées, et joignez-les."),
    "names_of_a_party": N_("Choisissez un seul nom et reprenez-le dans le prochain avenant."),
    "lines_and_total": N_("Corrigez les lignes du plan de financement, ou le budget par un avenant."),
}


def remedy(request: SchemeRequest, convention: Convention, one: Standing) -> Remedy:
    """What follows from the decision that holds for a finding."""
    finding, decision = one.finding, one.decision
    if decision is None or decision.answer == EXPLAINED:
        return Remedy(_("L'écart est expliqué : il n'y a rien à corriger."))
    amended = queries.amendments(convention.pk).filter(state=states.DRAFTED).first()
    if finding.code in BY_CODE:
        return Remedy(_(BY_CODE[finding.code]), _place(request, finding.code, convention, amended))
    return _of_term(request, convention, amended, one)


def _of_term(request: SchemeRequest, convention: Convention, amended: Amendment | None, one: Standing) -> Remedy:
    term, decision = one.finding.term, one.decision
    if term in PARAMETERS and decision is not None:
        given = queries.levels(convention, queries.compared_texts(convention))[-1].after.get(term)
        if given is not None and str(given.value) == decision.accepted:
            return Remedy(
                _("Le paramètre « %(term)s » a déjà cette valeur. Corrigez les mots du texte au prochain avenant.")
                % {"term": _(PARAMETERS[term].label)},
                _amending(request, convention, amended),
            )
        return Remedy(
            _("Le paramètre « %(term)s » n'a pas cette valeur : il ne change que par un texte signé.")
            % {"term": _(PARAMETERS[term].label)},
            _setting(request, convention, amended, term),
        )
    return Remedy(_("Corrigez le passage dans le prochain texte signé."), _amending(request, convention, amended))


def _place(request: SchemeRequest, code: str, convention: Convention, amended: Amendment | None) -> Link | None:
    if code == "votes_and_present":
        return Link(_("Voir les actes"), here(request, "authority:acts"))
    if code == "years_not_reported":
        return Link(_("Voir les obligations"), here(request, "authority:obligations"))
    if code == "lines_and_total":
        return Link(_("Voir le plan de financement"), here(request, "authority:financing_plan"))
    return _amending(request, convention, amended)


def _amending(request: SchemeRequest, convention: Convention, amended: Amendment | None) -> Link:
    if amended is not None:
        return Link(
            _("Ouvrir l'avenant n° %(number)s") % {"number": amended.number},
            here(request, "authority:amendment", amended.pk),
        )
    if convention.state == states.DRAFTED:
        return Link(_("Ouvrir le texte de la convention"), here(request, "authority:convention_text"))
    return Link(_("Préparer un avenant"), here(request, "authority:draft_amendment"))


def _setting(request: SchemeRequest, convention: Convention, amended: Amendment | None, term: str) -> Link:
    if amended is not None:
        return Link(_("Changer la valeur dans l'avenant"), here(request, "authority:amend_parameter", amended.pk, term))
    if convention.state == states.DRAFTED:
        return Link(_("Changer le paramètre"), here(request, "authority:set_parameter", term))
    return Link(_("Préparer un avenant"), here(request, "authority:draft_amendment"))
