"""Addresses of custody, for the accountant."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.accountant.stock import requests, returns, supply, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("caisse/", views.stock, name="stock"),
    path("caisse/approvisionner/", supply.choose, name="supply_safe"),
    path("caisse/approvisionner/confirmer/", supply.confirm, name="confirm_supply"),
    path("caisse/demandes/<int:request_id>/refuser/", requests.decline, name="decline_request"),
    path("caisse/demandes/papier/<int:holder_id>/", requests.enter, name="enter_request"),
    path("caisse/bordereaux/", views.slips, name="slips"),
    path("caisse/bordereaux/<int:slip_id>/", views.slip, name="slip"),
    path("caisse/bordereaux/<int:slip_id>/recevoir/", returns.receive, name="receive_slip"),
    path("caisse/bordereaux/<int:slip_id>/recevoir-papier/", returns.enter_receipt, name="enter_receipt"),
    path("caisse/bordereaux/<int:slip_id>/bloquer/", returns.block, name="block_slip"),
    path("caisse/retour-papier/<int:giver_id>/<int:taker_id>/", returns.enter_return, name="enter_return"),
    path("caisse/retrouves/", returns.find_again, name="found"),
    path("caisse/rendre-a-l-operateur/", returns.to_operator, name="to_operator"),
    path("caisse/detenteurs/", views.holders, name="holders"),
    path("caisse/detenteurs/<int:holder_id>/", views.register, name="register"),
]
