"""Addresses of orders, for the accountant."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.accountant.orders import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("commandes/", views.orders, name="orders"),
    path("commandes/<int:order_id>/", views.order, name="order"),
    path("commandes/emission/", views.opinions, name="opinions"),
    path("commandes/emission/<int:opinion_id>/", views.opinion, name="opinion"),
    path("commandes/emission/<int:opinion_id>/fichier/", views.opinion_file, name="opinion_file"),
    path("commandes/emission/<int:opinion_id>/accord/", views.assent, name="assent"),
    path("commandes/<int:order_id>/viser/", views.visa, name="visa_order"),
    path("commandes/<int:order_id>/refuser-le-visa/", views.refuse_visa, name="refuse_visa"),
    path("commandes/<int:order_id>/livraison/", views.deliver, name="receive_delivery"),
]
