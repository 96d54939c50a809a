"""One page of each shape, on invented facts."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from quitus.domain.audit.operations import record
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Figure,
    Link,
    Next,
    Past,
    Row,
    Status,
    Step,
    Table,
    Task,
    Thread,
    code,
    money,
    number,
)
from quitus.interfaces.web.layout.forms import CodeField, DayField, EurosField, SiretField, refusals_on
from quitus.interfaces.web.layout.lists import as_csv, chips, order_by, paginate
from quitus.interfaces.web.layout.pages import (
    Section,
    show_confirm,
    show_detail,
    show_form,
    show_home,
    show_list,
    show_sheet,
)
from quitus.kernel.refusals import Refusal

LINES = [
    ("2021-01", date(2021, 10, 4), 5_000, 5_000_000, Status("done", "Active"), "Opérateur du Littoral"),
    ("2022-01", date(2022, 6, 20), 10_000, 10_000_000, Status("waiting", "Livrée, à activer"), "Opérateur du Littoral"),
    ("2022-02", date(2022, 11, 7), 500, 500_050, Status("late", "Livraison en retard"), "Imprimerie des Sept Vallées"),
    ("2023-01", date(2023, 4, 28), 2_500, None, Status("neutral", "Commandée"), "Opérateur du Littoral"),
]


class OrderTooLarge(Refusal):
    code = "order_too_large"
    template = "Le marché plafonne les commandes à %(ceiling_cents)s jusqu'au %(until)s. Réduisez la commande."


class OrderForm(forms.Form):
    count = forms.IntegerField(label="Nombre de carnets", min_value=1, help_text="Un carnet compte 10 pass.")
    ordered_on = DayField(label="Date du bon de commande", not_after_today=True)
    amount = EurosField(label="Montant", help_text="Toutes taxes comprises.")
    payer = forms.ChoiceField(
        label="Qui paie les lieux",
        choices=[("operator", "L'opérateur"), ("authority", "La collectivité")],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label="Nature", choices=[("a", "Pass imprimés"), ("b", "Pass à imprimer")])
    code = CodeField(label="Code de contrôle", required=False, help_text="Quatorze signes, sous le carré du pass.")
    siret = SiretField(label="SIRET du fournisseur", required=False)
    note = forms.CharField(label="Observations", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="Le marché est notifié", help_text="La date figure au contrat.")


@page(audience="sample")
def home(request: SchemeRequest) -> HttpResponse:
    return show_home(
        request,
        title="Bonjour Anne",
        lead="Ce qui attend le pilotage du dispositif aujourd'hui.",
        late=[
            Task(
                "Relancer la livraison de la commande 2022-02",
                here(request, "sample:order", 3),
                "500 pass attendus d'Imprimerie des Sept Vallées",
                due=date(2023, 4, 28),
                tone="late",
            )
        ],
        todo=[
            Task(
                "Préparer le rapport d'étape",
                here(request, "sample:sheet"),
                "Attendu par l'ANCT, il conditionne le deuxième versement",
                due=date(2023, 7, 31),
            ),
            Task("Activer la commande 2022-01", here(request, "sample:order", 2), "10 000 pass livrés le 12 mai 2023"),
        ],
        recent=[
            Past(date(2023, 5, 11), "Commande 2022-01 livrée", "Claude Martin", "bon de livraison 118"),
            Past(date(2023, 5, 4), "Avis favorable de la 2e commission", "Anne Lefèvre"),
        ],
        figure=Figure(4_812, "pass utilisés", here(request, "sample:orders"), "sur 5 000 remis à 500 personnes"),
        actions=[Link("Commander des pass", here(request, "sample:new_order"), "primary", "plus-lg")],
    )


def table(request: SchemeRequest) -> Table:
    order_by(request, {"date": "ordered_on"}, "-ordered_on")
    return Table(
        caption="Commandes",
        columns=[
            Column("Commande", "code"),
            Column("Date", "day", sort="date"),
            Column("Fournisseur"),
            Column("Pass", "number"),
            Column("Montant", "money", sort="montant"),
            Column("État"),
        ],
        rows=[
            Row([name, on, who, count, cents, status], here(request, "sample:order", place))
            for place, (name, on, count, cents, status, who) in enumerate(LINES, 1)
        ],
        totals=["Total", "", "", 18_000, 15_500_050, ""],
        empty=Empty("Aucune commande pour l'instant."),
    )


@page(audience="sample")
def orders(request: SchemeRequest) -> HttpResponse:
    made = table(request)
    if request.GET.get("format") == "csv":
        return as_csv(made, "commandes")
    return show_list(
        request,
        title="Commandes",
        lead="Les pass commandés, du bon de commande à leur fin de validité.",
        chips=chips(
            request,
            "etat",
            [("active", "Actives", 1), ("waiting", "À activer", 1), ("late", "En retard", 1)],
            everything="Toutes",
        ),
        figures=[
            Figure(18_000, "pass commandés", here(request, "sample:orders")),
            Figure(money(15_500_050), "engagés", note="sur 500 000,00 € prévus"),
            Figure(5_000, "pass actifs"),
        ],
        page=paginate(request, range(120)),  # type: ignore[arg-type]
        table=made,
        actions=[
            Link("Commander des pass", here(request, "sample:new_order"), "primary", "plus-lg"),
            Link("Exporter (CSV)", here(request, "sample:orders", query="format=csv"), icon="download"),
        ],
    )


@page(audience="sample")
def nothing(request: SchemeRequest) -> HttpResponse:
    return show_list(
        request,
        title="Avoirs",
        lead="Les pass périmés que l'opérateur rembourse à leur valeur faciale.",
        table=Table(
            "Avoirs",
            [Column("Avoir")],
            [],
            Empty(
                "Aucun avoir : aucune commande n'a atteint sa fin de validité.",
                "Le premier se demandera le 31 décembre 2023.",
                Link("Voir les commandes", here(request, "sample:orders")),
            ),
        ),
    )


@page(audience="sample")
def order(request: SchemeRequest, order_id: int) -> HttpResponse:
    return show_detail(
        request,
        title="Commande 2022-01",
        lead="1 000 carnets de 10 pass, commandés à l'opérateur du Littoral.",
        back=Link("Commandes", here(request, "sample:orders")),
        status=Status("waiting", "Livrée, pas encore active"),
        steps=[
            Step("Commandée", "done", date(2022, 6, 20)),
            Step("Livrée", "done", date(2023, 5, 11)),
            Step("Activée", "current", detail="attend le numéro de mandat"),
            Step("Fin de validité", on=date(2023, 12, 31)),
            Step("Close"),
        ],
        facts=[
            Fact("Valeur faciale", money(1000)),
            Fact("Pass", number(10_000), "1 000 carnets de 10"),
            Fact("Numéros", code("4 503 118 001 à 4 503 128 000")),
            Fact("Montant", money(10_000_000)),
            Fact("Marché", Link("Marché 2021-118", here(request, "sample:sheet"))),
            Fact("Qui paie les lieux", "L'opérateur"),
            Fact("Mandat", None),
        ],
        thread=Thread(
            past=[
                Past(date(2022, 6, 20), "Commande passée", "Anne Lefèvre", "bon de commande 2022-118"),
                Past(
                    date(2023, 5, 11),
                    "Pass livrés au régisseur",
                    "Claude Martin",
                    "bon de livraison 118",
                    here(request, "sample:sheet"),
                ),
            ],
            stands=Status("waiting", "En attente du numéro de mandat"),
            next=[
                Next(
                    "Activer la commande",
                    "l'ordonnateur",
                    date(2023, 6, 11),
                    here(request, "sample:activate", order_id),
                ),
                Next("Première mise à disposition d'un point", "le régisseur"),
            ],
        ),
        tables=[table(request)],
        actions=[Link("Activer la commande", here(request, "sample:activate", order_id), "primary")],
    )


@page(audience="sample", roles=(MANAGER,))
def new_order(request: SchemeRequest) -> HttpResponse:
    form = OrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, order_too_large="count"):
            if form.cleaned_data["count"] > 100:
                raise OrderTooLarge(ceiling_cents=10_000_000, until=date(2023, 12, 31))
            messages.success(request, "La commande est passée.")
            return redirect(here(request, "sample:orders"))
    return show_form(
        request,
        title="Commander des pass",
        lead="La commande part à l'opérateur sous le marché en cours.",
        form=form,
        submit="Commander les pass",
        back=Link("Commandes", here(request, "sample:orders")),
        facts=[Fact("Marché", "2021-118, reste 345 000,00 €")],
    )


@page(audience="sample")
def activate(request: SchemeRequest, order_id: int) -> HttpResponse:
    return show_confirm(
        request,
        title="Activer la commande 2022-01",
        happens="Les 10 000 pass de cette commande pourront être remis et utilisés dès maintenant.",
        facts=[Fact("Montant", money(10_000_000)), Fact("Fin de validité", date(2023, 12, 31))],
        final="Une activation ne se défait pas : il faudrait ensuite bloquer les pass un par un.",
        undo="Vous pouvez encore changer le numéro de mandat pendant trente jours.",
        button="Activer les 10 000 pass",
        back=Link("Ne pas activer", here(request, "sample:order", order_id)),
    )


@page(audience="sample")
def sheet(request: SchemeRequest) -> HttpResponse:
    return show_sheet(
        request,
        title="Bordereau de remise n° 12",
        reference="N° 12 · 11 mai 2023",
        sections=[
            Section("Ce qui est remis", facts=[Fact("De", "Régie, coffre"), Fact("À", "MDS de Lens")]),
            Section("Détail", table=table(request)),
        ],
        signatures=["Remis par", "Reçu par"],
        back=Link("Mouvements", here(request, "sample:orders")),
    )


@page(audience="sample", roles=(FINANCE,))
def finance(request: SchemeRequest) -> HttpResponse:
    return home(request)


@page(audience="sample")
def writes(request: SchemeRequest) -> HttpResponse:
    record(by=request.actor, verb="try", subject_kind="sample", subject_id=1, summary="Essai")
    return HttpResponse("written")


@page(audience="sample")
def refuses(request: SchemeRequest) -> HttpResponse:
    if request.method == "POST":
        record(by=request.actor, verb="try", subject_kind="sample", subject_id=2, summary="Essai")
    raise OrderTooLarge(ceiling_cents=10_000_000, until=date(2023, 12, 31))
