"""Addresses of the funder's pages."""

from django.urls import path

from quitus.interfaces.web.funder.views import (
    campaigns,
    campaigns_sending,
    campaigns_text,
    home,
    money,
    reminders,
    reports,
    texts,
)

app_name = "funder"
urlpatterns = [
    path("", home.home, name="home"),
    path("indicateurs/", home.indicators, name="indicators"),
    path("convention/", texts.convention, name="convention"),
    path("convention/texte/", texts.convention_text, name="convention_text"),
    path("convention/annexes/fichier/<slug:sha256>/", texts.annex_file, name="annex_file"),
    path("convention/signataires/nouveau/", texts.give_power, name="give_power"),
    path("convention/<int:convention_id>/signer/", texts.sign_convention, name="sign_convention"),
    path("convention/avenants/<int:amendment_id>/", texts.amendment, name="amendment"),
    path("convention/avenants/<int:amendment_id>/signer/", texts.sign_amendment, name="sign_amendment"),
    path("rappels/", reminders.mine, name="my_reminders"),
    path("rappels/adresse/", reminders.renew, name="renew_calendar"),
    path("rapports/", reports.reports, name="reports"),
    path("rapports/<int:report_id>/", reports.report, name="report"),
    path("rapports/<int:report_id>/accepter/", reports.accept, name="accept_report"),
    path("rapports/<int:report_id>/renvoyer/", reports.send_back, name="return_report"),
    path("depenses/", money.statements, name="statements"),
    path("depenses/<int:statement_id>/", money.statement, name="statement"),
    path("versements/", money.instalments, name="instalments"),
    path("campagnes/", campaigns.campaigns, name="campaigns"),
    path("campagnes/nouvelle/", campaigns.new_campaign, name="new_campaign"),
    path("campagnes/<int:campaign_id>/", campaigns.campaign, name="campaign"),
    path("campagnes/<int:campaign_id>/texte/", campaigns_text.text, name="campaign_text"),
    path("campagnes/<int:campaign_id>/objet/", campaigns_text.describe, name="describe_campaign"),
    path("campagnes/<int:campaign_id>/articles/nouveau/", campaigns_text.new_article, name="new_campaign_article"),
    path("campagnes/<int:campaign_id>/articles/<str:number>/", campaigns_text.article, name="campaign_article"),
    path(
        "campagnes/<int:campaign_id>/articles/<str:number>/retirer/",
        campaigns_text.drop_article,
        name="drop_campaign_article",
    ),
    path("campagnes/<int:campaign_id>/parametres/", campaigns_text.parameters, name="campaign_parameters"),
    path("campagnes/<int:campaign_id>/parametres/<slug:name>/", campaigns_text.change, name="campaign_change"),
    path(
        "campagnes/<int:campaign_id>/parametres/<slug:name>/retirer/",
        campaigns_text.drop_change,
        name="drop_campaign_change",
    ),
    path("campagnes/<int:campaign_id>/proposer/", campaigns_sending.propose, name="propose"),
    path("campagnes/<int:campaign_id>/relancer/", campaigns_sending.remind_all, name="remind_all"),
    path("campagnes/<int:campaign_id>/clore/", campaigns_sending.close, name="close_campaign"),
    path("campagnes/propositions/<int:proposal_id>/", campaigns_sending.proposal, name="proposal"),
    path("campagnes/propositions/<int:proposal_id>/retirer/", campaigns_sending.withdraw, name="withdraw_proposal"),
    path("campagnes/propositions/<int:proposal_id>/relancer/", campaigns_sending.remind, name="remind"),
    path("campagnes/propositions/<int:proposal_id>/repondre/", campaigns_sending.reply, name="reply"),
]
