"""Addresses of orders, of their pass, and of contracts with operators."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.authority.orders import contracts, marks, steps, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("commandes/", views.orders, name="orders"),
    path("commandes/nouvelle/", views.new_order, name="new_order"),
    path("commandes/contrats/", contracts.contracts, name="contracts"),
    path("commandes/contrats/nouveau/", contracts.new_contract, name="new_contract"),
    path("commandes/<int:order_id>/", views.order, name="order"),
    path("commandes/<int:order_id>/confirmer/", steps.confirm, name="confirm_order"),
    path("commandes/<int:order_id>/produire/", steps.produce, name="produce_order"),
    path("commandes/<int:order_id>/livraison/", steps.deliver, name="receive_delivery"),
    path("commandes/<int:order_id>/activer/", steps.activate, name="activate_order"),
    path("commandes/<int:order_id>/arreter-les-remises/", steps.stop, name="stop_distribution"),
    path("commandes/<int:order_id>/clore/", steps.close, name="close_order"),
    path("commandes/<int:order_id>/annuler/", steps.cancel, name="cancel_order"),
    path("commandes/<int:order_id>/bloquer-des-pass/", marks.block, name="block_range"),
    path("commandes/<int:order_id>/debloquer-des-pass/", marks.unblock, name="unblock_range"),
    path("commandes/<int:order_id>/annuler-des-pass/", marks.cancel, name="cancel_range"),
]
