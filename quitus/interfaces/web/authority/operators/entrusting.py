"""When an operator fails: its live orders are entrusted to another operator of the same instance."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.operators import queries
from quitus.domain.organisations.roles import MANAGER
from quitus.domain.vouchers import entrusted, states
from quitus.domain.vouchers.entrusted import LiveOrder
from quitus.domain.vouchers.models import OperatorContract
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.forms import DayField, offer
from quitus.interfaces.web.layout.pages import show_detail
from quitus.interfaces.web.layout.words import count, day, euros
from quitus.kernel.clock import today
from quitus.usecases import succession

PAYERS = (
    ("operator", gettext_lazy("Le nouvel opérateur, payé d'avance par un mandat")),
    ("authority", gettext_lazy("La collectivité")),
)


class EntrustForm(forms.Form):
    """Which orders go to whom, by which act, and who pays the venues from then on."""

    order_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Commandes à confier"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    contract_id = forms.TypedChoiceField(
        label=gettext_lazy("Contrat du nouvel opérateur"),
        coerce=int,
        help_text=gettext_lazy("Ses prix et ses délais s'appliquent à partir de maintenant."),
    )
    act_reference = forms.CharField(
        label=gettext_lazy("Acte qui le décide"),
        max_length=100,
        help_text=gettext_lazy("Délibération, arrêté ou avenant, par exemple 2024-DEC-41."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=300,
        help_text=gettext_lazy("Par exemple : liquidation judiciaire de l'opérateur."),
    )
    occurred_on = DayField(label=gettext_lazy("Date de l'acte"), not_after_today=True, initial=today)
    payer = forms.ChoiceField(
        label=gettext_lazy("Qui paie les lieux à partir de maintenant"),
        choices=PAYERS,
        widget=forms.RadioSelect,
        initial="operator",
    )
    mandat_number = forms.CharField(
        label=gettext_lazy("Numéro de mandat"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "À donner si le nouvel opérateur paie les lieux d'une commande active : un seul mandat lui verse la valeur "
            "faciale de toutes celles que vous cochez, moins ce qu'il détient déjà d'elles."
        ),
    )

    def __init__(
        self, *args: Any, orders: Iterable[LiveOrder], contracts: Iterable[OperatorContract], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "order_ids", [(one.order.pk, _described(one)) for one in orders])
        offer(
            self,
            "contract_id",
            [(one.pk, f"{one.operator.short_name}, {one.number} ({_shape(one)})") for one in contracts],
        )

    def clean(self) -> dict[str, Any]:
        """The payer as the use case asks."""
        said = super().clean() or {}
        said["authority_pays"] = said.pop("payer", "") == "authority"
        return said


def _shape(one: OperatorContract) -> str:
    return _("dans le logiciel") if one.operates_inside else _("à l'extérieur")


def _described(one: LiveOrder) -> str:
    facts = {
        "number": one.order.number,
        "state": _(states.ORDER_LABELS[one.order.state]).lower(),
        "count": count(one.live_count),
        "blocked": count(one.blocked_count),
        "amount": _("valeur faciale %(amount)s") % {"amount": euros(one.value_cents)}
        if one.order.activated_on
        else _("rien à verser avant son activation"),
        "day": day(one.order.usable_until),
    }
    if one.is_over:
        return _("%(number)s, %(state)s : utilisable jusqu'au %(day)s seulement, rien à verser d'avance") % facts
    if one.blocked_count:
        return (
            _("%(number)s, %(state)s : %(count)s pass ni utilisés ni annulés, dont %(blocked)s bloqués ; %(amount)s")
            % facts
        )
    return _("%(number)s, %(state)s : %(count)s pass encore utilisables ; %(amount)s") % facts


@page(audience="authority", roles=(MANAGER,))
def entrust_orders(request: SchemeRequest, contract_id: int) -> HttpResponse:
    """Entrust live orders of a contract to another operator."""
    contract = found(queries.contract, contract_id)
    orders = entrusted.live_orders(contract.pk)
    others = list(entrusted.contracts_of_others(contract))
    back = Link(_("Contrat %(number)s") % {"number": contract.number}, here(request, "authority:contract", contract.pk))
    title = _("Confier des commandes à un autre opérateur")
    happens = _(
        "Un autre opérateur répond des commandes choisies et paie les lieux pour les utilisations enregistrées "
        "à partir de maintenant. Celles d'avant restent dues par %(operator)s, comme l'argent qu'il détient."
    ) % {"operator": contract.operator.short_name}
    if request.method == "GET" and (lacking := list(_lacking(orders, others))):
        contracts = Link(_("Contrats et marchés"), here(request, "authority:contracts"), "primary")
        return show_detail(request, title=title, lead=happens, facts=lacking, back=back, actions=[contracts])
    return bind(
        request,
        EntrustForm(sent(request), orders=orders, contracts=others),
        succession.entrust_orders,
        Act(
            title=title,
            happens=happens,
            facts=tuple(_changing(contract, others)),
            button=_("Confier les commandes"),
            done=_("Les commandes sont confiées au nouvel opérateur : voici son contrat."),
            final=_("Les pass gardent leurs numéros, leurs codes et leurs dates. Cela ne s'annule pas."),
            refused={
                "entrusting_mandat_missing": "mandat_number",
                "mandat_already_used": "mandat_number",
                "nothing_usable_to_pay": "payer",
                "entrusting_not_explained": "act_reference",
                "date_in_the_future": "occurred_on",
                "date_before_previous_step": "occurred_on",
                "contract_not_running": "contract_id",
                "same_operator": "contract_id",
                "market_not_running": "contract_id",
                "market_ceiling_exceeded": "contract_id",
            },
        ),
        back=back,
        to=lambda made: here(request, "authority:contract", made[0].contract_id),
        from_contract_id=contract.pk,
    )  # fmt: skip


def _lacking(orders: list[LiveOrder], others: list[OperatorContract]) -> Iterable[Fact]:
    """What makes the page useless today, and what to do."""
    if not orders:
        yield Fact(_("Aucune commande à confier"), _("aucune n'est livrée, active ou en clôture sous ce contrat"))
    if not others:
        yield Fact(_("Aucun autre opérateur"), _("enregistrez d'abord le marché et le contrat du nouvel opérateur"))


def _changing(contract: OperatorContract, others: list[OperatorContract]) -> Iterable[Fact]:
    """What the shape of both operators asks for first, and changes."""
    if not contract.operates_inside:
        waiting = queries.uses_to_import(contract.pk)
        yield Fact(
            _("Fichiers d'utilisations à importer d'abord"),
            count(waiting) if waiting else _("aucun reçu n'attend"),
            _(
                "demandez à %(operator)s ses dernières utilisations et importez-les avant : ensuite, celles de ces "
                "commandes seront refusées"
            )
            % {"operator": contract.operator.short_name},
        )
    if any(one.operates_inside != contract.operates_inside for one in others):
        before = {"operator": contract.operator.short_name, "shape": _shape(contract)}
        yield Fact(
            _("Façon de travailler"),
            _("%(operator)s travaille %(shape)s") % before,
            _(
                "la commande suit le nouvel opérateur : dans le logiciel, les lieux encaissent ici ; à l'extérieur, "
                "les utilisations arrivent par ses fichiers"
            ),
        )
