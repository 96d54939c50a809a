"""Addresses of orders, of their pass, and of contracts with operators."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.authority.orders import contracts, drafts, exposure, law, marks, steps, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("commandes/", views.orders, name="orders"),
    path("commandes/nouvelle/", drafts.new_order, name="new_order"),
    path("commandes/contrats/", contracts.contracts, name="contracts"),
    path("commandes/contrats/nouveau/", contracts.new_contract, name="new_contract"),
    path("commandes/contrats/<int:contract_id>/", contracts.contract, name="contract"),
    path("commandes/exposition/", exposure.exposure, name="exposure"),
    path("commandes/emission/", law.opinions, name="opinions"),
    path("commandes/emission/avis/nouveau/", law.new_opinion, name="new_opinion"),
    path("commandes/emission/avis/<int:opinion_id>/", law.opinion, name="opinion"),
    path("commandes/emission/avis/<int:opinion_id>/fichier/", law.opinion_file, name="opinion_file"),
    path("commandes/emission/avis/<int:opinion_id>/accord/", law.enter_assent, name="enter_opinion_assent"),
    path("commandes/<int:order_id>/", views.order, name="order"),
    path("commandes/<int:order_id>/corriger/", drafts.correct, name="correct_draft"),
    path("commandes/<int:order_id>/confirmer/", steps.confirm, name="confirm_order"),
    path("commandes/<int:order_id>/visa-papier/", steps.enter_visa, name="enter_visa"),
    path("commandes/<int:order_id>/refus-de-visa-papier/", steps.enter_visa_refusal, name="enter_visa_refusal"),
    path("commandes/<int:order_id>/bon-a-tirer-signe/", steps.enter_proof, name="enter_proof"),
    path("commandes/<int:order_id>/prolonger/", steps.prolong, name="prolong_order"),
    path("commandes/<int:order_id>/ouvrir-la-cloture/", steps.begin_closing, name="begin_closing"),
    path("commandes/<int:order_id>/produire/", steps.produce, name="produce_order"),
    path("commandes/<int:order_id>/livraison/", steps.deliver, name="receive_delivery"),
    path("commandes/<int:order_id>/activer/", steps.activate, name="activate_order"),
    path("commandes/<int:order_id>/arreter-les-remises/", steps.stop, name="stop_distribution"),
    path("commandes/<int:order_id>/clore/", steps.close, name="close_order"),
    path("commandes/<int:order_id>/annuler/", steps.cancel, name="cancel_order"),
    path("commandes/<int:order_id>/abandonner/", steps.abandon, name="abandon_order"),
    path("commandes/<int:order_id>/bloquer-des-pass/", marks.block, name="block_range"),
    path("commandes/<int:order_id>/debloquer-des-pass/", marks.unblock, name="unblock_range"),
    path("commandes/<int:order_id>/annuler-des-pass/", marks.cancel, name="cancel_range"),
]
