"""Addresses of the financing plan, markets, spendings and instalments."""

from django.urls import path

from quitus.interfaces.web.authority.budget import evidence, instalments, plan, procurements, spendings, steps

urlpatterns = [
    path("depenses/", spendings.spendings, name="budget"),
    path("depenses/nouvelle/", spendings.commit, name="commit_spending"),
    path("depenses/<int:spending_id>/", spendings.spending, name="spending"),
    path("depenses/<int:spending_id>/facture/", steps.invoice, name="record_invoice"),
    path("depenses/<int:spending_id>/mandat/", steps.mandat, name="record_mandat"),
    path("depenses/<int:spending_id>/paiement/", steps.payment, name="record_payment"),
    path("depenses/<int:spending_id>/annulation/", steps.reversal, name="reverse_spending"),
    path("depenses/<int:spending_id>/pieces/", evidence.join, name="join_evidence"),
    path("depenses/pieces/<int:evidence_id>/", evidence.read, name="evidence"),
    path("depenses/ingenierie/", plan.engineering, name="engineering"),
    path("depenses/plan/", plan.financing_plan, name="financing_plan"),
    path("depenses/plan/nouveau-poste/", plan.line, name="plan_budget_line"),
    path("depenses/marches/", plan.markets, name="markets"),
    path("depenses/marches/nouveau/", plan.notify, name="notify_market"),
    path("depenses/marches/<int:market_id>/", plan.market, name="market"),
    path("depenses/achats/nouveau/", procurements.launch, name="launch_procurement"),
    path("depenses/achats/<int:procurement_id>/", procurements.procurement, name="procurement"),
    path("depenses/achats/<int:procurement_id>/attribution/", procurements.award, name="award_procurement"),
    path("depenses/achats/<int:procurement_id>/notification/", procurements.notify, name="notify_awarded"),
    path("depenses/achats/<int:procurement_id>/sans-suite/", procurements.abandon, name="abandon_procurement"),
    path("depenses/achats/<int:procurement_id>/preuve/", procurements.file, name="procurement_file"),
    path("depenses/versements/", instalments.instalments, name="instalments"),
    path("depenses/versements/nouveau/", instalments.plan, name="plan_instalment"),
    path("depenses/versements/<int:instalment_id>/", instalments.instalment, name="instalment"),
    path("depenses/versements/<int:instalment_id>/demande/", instalments.claim, name="claim_instalment"),
    path("depenses/versements/<int:instalment_id>/reception/", instalments.receive, name="receive_instalment"),
]
