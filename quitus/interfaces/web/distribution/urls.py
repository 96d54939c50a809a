"""Addresses of the distributor's pages."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.distribution.views import (
    controls,
    ends,
    handouts,
    home,
    passes,
    people,
    regie,
    registers,
    safe,
    slips,
    stock,
)

app_name = "distributor"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("coffre/", safe.safe, name="safe"),
    path("coffre/transfert/", safe.transfer, name="transfer"),
    path("points/", stock.points, name="points"),
    path("regie/", regie.regie, name="regie"),
    path("regie/especes/", regie.cash, name="cash"),
    path("regie/especes/nouveau/", regie.write_cash, name="write_cash"),
    path("stock/", stock.stock, name="stock"),
    path("stock/registre/<int:holder_id>/", stock.register, name="register"),
    path("stock/retour/<int:point_id>/", stock.give_back, name="return"),
    path("fins-de-validite/", ends.ends, name="ends"),
    path("fins-de-validite/<int:told_id>/accuser/", ends.acknowledge, name="acknowledge_end"),
    path("bordereaux/", slips.slips, name="slips"),
    path("bordereaux/<int:slip_id>/", slips.slip, name="slip"),
    path("bordereaux/<int:slip_id>/recevoir/", slips.acknowledge, name="acknowledge"),
    *controls.urlpatterns,
    path("recherche/", passes.search, name="search"),
    path("pass/<int:number>/", passes.one, name="pass"),
    path("pass/<int:first>-<int:last>/", passes.several, name="pass_range"),
    path("registres/", registers.papers, name="papers"),
    path("registres/<str:kind>/<int:subject_id>/", registers.paper, name="paper"),
    path("registres/<str:kind>/<int:subject_id>/garder/", registers.keep, name="keep_paper"),
    path("registres/gardes/<int:document_id>.<str:file_format>", registers.kept, name="kept_paper"),
    path("attente/", handouts.waiting, name="waiting"),
    path("attente/<int:referral_id>/", handouts.hand_out, name="hand_out"),
    path("remises/", handouts.handouts, name="handouts"),
    path("remises/sans-fiche/", handouts.on_the_spot, name="on_the_spot"),
    path("fiches/", people.referrals, name="referrals"),
    path("fiches/nouvelle/", people.refer, name="refer"),
    path("fiches/<int:referral_id>/", people.referral, name="referral"),
    path("fiches/<int:referral_id>/papier/", people.paper, name="referral_paper"),
    path("fiches/<int:referral_id>/identite/", people.identity, name="identity"),
    path("fiches/<int:referral_id>/classer/", people.close, name="close_referral"),
]
