from django.urls import path

from tests.interfaces.web.layout.sample import views

app_name = "sample"
urlpatterns = [
    path("", views.home, name="home"),
    path("commandes/", views.orders, name="orders"),
    path("commandes/vide/", views.nothing, name="nothing"),
    path("commandes/nouvelle/", views.new_order, name="new_order"),
    path("commandes/<int:order_id>/", views.order, name="order"),
    path("commandes/<int:order_id>/activer/", views.activate, name="activate"),
    path("bordereau/", views.sheet, name="sheet"),
    path("mandatement/", views.finance, name="finance"),
    path("ecrit/", views.writes, name="writes"),
    path("refuse/", views.refuses, name="refuses"),
]
