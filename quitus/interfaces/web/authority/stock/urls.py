"""Addresses of custody."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.authority.stock import paper, papers, passes, points, road, sleeping, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("commandes/stock/", views.stock, name="stock"),
    path("commandes/stock/registre/<int:holder_id>/", views.register, name="register"),
    path("commandes/stock/bordereaux/", views.slips, name="slips"),
    path("commandes/stock/bordereaux/<int:slip_id>/", views.slip, name="slip"),
    path("commandes/stock/bordereaux/<int:slip_id>/recevoir-papier/", paper.receipt, name="enter_receipt"),
    path("commandes/stock/remise-papier/<int:giver_id>/<int:taker_id>/", paper.handing, name="enter_handing"),
    path("commandes/stock/remise-a-une-personne/<int:point_id>/", paper.handout, name="enter_handout"),
    path("commandes/stock/demande-papier/<int:holder_id>/", paper.ask, name="enter_request"),
    path("commandes/stock/demande-papier/<int:request_id>/refuser/", paper.decline, name="enter_refusal"),
    path("commandes/stock/approvisionner/", paper.supply, name="enter_supply"),
    path("commandes/stock/approvisionner/confirmer/", paper.confirm_supply, name="confirm_supply"),
    path("commandes/stock/rendre-a-l-operateur/", paper.return_to_operator, name="enter_return"),
    path("commandes/stock/transport/<int:holder_id>/", road.dispatch, name="dispatch"),
    path("commandes/stock/transport/<int:holder_id>/retour/", road.coming_back, name="coming_back"),
    path("commandes/points/", points.points, name="points"),
    path("commandes/dorment/", sleeping.sleeping, name="sleeping"),
    path("commandes/registres/", papers.papers, name="papers"),
    path("commandes/registres/<str:kind>/<int:subject_id>/", papers.paper, name="paper"),
    path("commandes/registres/<str:kind>/<int:subject_id>/garder/", papers.keep, name="keep_paper"),
    path("commandes/registres/gardes/<int:document_id>.<str:file_format>", papers.kept, name="kept_paper"),
    path("commandes/pass/", passes.choose, name="pass_life"),
    path("commandes/pass/<int:number>/", passes.one, name="pass"),
    path("commandes/pass/<int:first>-<int:last>/", passes.several, name="pass_range"),
]
