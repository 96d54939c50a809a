"""Values that no text gives: each is confirmed once somebody has read it in the text."""

from django import forms as django_forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.grants import operations, queries, rules
from quitus.domain.grants.models import Parameter
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions import showing
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.conventions.drafting import back_to_convention
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_form, show_list


class ConfirmationForm(django_forms.Form):
    """The article in which the value was read."""

    article_number = django_forms.CharField(label=gettext_lazy("Article qui la donne"), max_length=20, required=False)


@page(audience="authority", roles=(MANAGER,))
@require_GET
def supposed(request: SchemeRequest) -> HttpResponse:
    """Every value to confirm."""
    convention = convention_of(request)
    return show_list(
        request,
        title=_("Valeurs à confirmer"),
        lead=_("Le texte ne les donne pas, ou personne ne les y a lues. Ouvrez celle que vous avez vérifiée."),
        back=back_to_convention(request),
        table=Table(
            caption=_("Valeurs à confirmer"),
            columns=[Column(_("Paramètre")), Column(_("Valeur supposée")), Column(_("Texte"))],
            rows=[
                Row(
                    [_(rules.PARAMETERS[one.name].label), _value(one), _text(one)],
                    url=here(request, "authority:confirm_parameter", one.pk),
                )
                for one in queries.supposed(convention.pk)
            ],
            empty=Empty(_("Aucune valeur n'est supposée."), _("Toutes sont lues dans un texte.")),
        ),
    )


@page(audience="authority", roles=(MANAGER,))
def confirm(request: SchemeRequest, parameter_id: int) -> HttpResponse:
    """One value, read in its text."""
    one = found(queries.parameter, parameter_id)
    form = ConfirmationForm(sent(request), initial={"article_number": one.article_number})
    back = Link(_("Valeurs à confirmer"), here(request, "authority:supposed_parameters"))
    return carry_out(
        request,
        form,
        operations.confirm_parameter,
        done=_("La valeur est confirmée."),
        to=back.url,
        parameter_id=one.pk,
    ) or show_form(
        request,
        title=_(rules.PARAMETERS[one.name].label),
        lead=_(
            "Confirmez la valeur si le texte la donne. Si elle est fausse, préparez un avenant ou corrigez le projet."
        ),
        facts=[Fact(_("Valeur supposée"), _value(one), _text(one))],
        form=form,
        submit=_("Confirmer la valeur"),
        back=back,
    )


def _value(one: Parameter) -> object:
    return showing.written(rules.PARAMETERS[one.name], rules.read(one.name, one.value))


def _text(one: Parameter) -> str:
    return _("Avenant n° %(number)s") % {"number": one.amendment.number} if one.amendment else _("Convention")
