"""Addresses of the funder's pages."""

from django.urls import path

from quitus.interfaces.web.funder.views import home, money, reports, texts

app_name = "funder"
urlpatterns = [
    path("", home.home, name="home"),
    path("indicateurs/", home.indicators, name="indicators"),
    path("convention/", texts.convention, name="convention"),
    path("convention/<int:convention_id>/signer/", texts.sign_convention, name="sign_convention"),
    path("convention/avenants/<int:amendment_id>/", texts.amendment, name="amendment"),
    path("convention/avenants/<int:amendment_id>/signer/", texts.sign_amendment, name="sign_amendment"),
    path("rapports/", reports.reports, name="reports"),
    path("rapports/<int:report_id>/", reports.report, name="report"),
    path("rapports/<int:report_id>/accepter/", reports.accept, name="accept_report"),
    path("rapports/<int:report_id>/renvoyer/", reports.send_back, name="return_report"),
    path("depenses/", money.statements, name="statements"),
    path("depenses/<int:statement_id>/", money.statement, name="statement"),
    path("versements/", money.instalments, name="instalments"),
]
