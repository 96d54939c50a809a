"""Addresses of the venue's pages about what it was asked; about pass on paper."""

from django.urls import path

from quitus.interfaces.web.venue.views import asked, kept, slips

urlpatterns = [
    path("bordereau/", slips.slip, name="slip"),
    path("bordereau/encaisser/", slips.send_slip, name="send_slip"),
    path("bordereau/imprimer/<int:venue_id>/", slips.slip_paper, name="slip_paper"),
    path("questions/", asked.asked, name="asked"),
    path("questions/<int:signal_id>/", asked.question, name="question"),
    path("questions/<int:signal_id>/repondre/", asked.answer, name="answer"),
    path("pass-papier/", kept.register, name="kept"),
    path("pass-papier/detruire/", kept.destroy, name="destroy_paper"),
    path("pass-papier/destructions/", kept.destructions, name="destructions"),
    path("pass-papier/destructions/<int:destruction_id>/", kept.destruction, name="destruction"),
    path("pass-papier/destructions/<int:destruction_id>/signer/", kept.sign, name="sign_destruction"),
    path("pass-papier/destructions/<int:destruction_id>/signe/", kept.enter_signed, name="enter_destruction"),
    path("pass-papier/destructions/<int:destruction_id>/retirer/", kept.withdraw, name="withdraw_destruction"),
    path(
        "pass-papier/destructions/<int:destruction_id>/fichier/<slug:file_format>/",
        kept.minutes_file,
        name="destruction_file",
    ),
    path("pass-papier/controles/", kept.checks, name="paper_checks"),
    path("pass-papier/controles/<int:check_id>/", kept.check, name="paper_check"),
]
