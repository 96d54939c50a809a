"""Addresses of the venue's pages. A code never stands in one."""

from django.urls import path

from quitus.interfaces.web.venue import device_urls, paper_urls, software_urls
from quitus.interfaces.web.venue.session_urls import urlpatterns as session_patterns
from quitus.interfaces.web.venue.views import appeals, claims, describing, history, scanner, structure, take

app_name = "venue"
urlpatterns = [
    path("", take.home, name="home"),
    path("scanner/", scanner.scanner, name="scanner"),
    path("scanner/service.js", scanner.worker, name="scanner_worker"),
    path("scanner/application.webmanifest", scanner.manifest, name="scanner_manifest"),
    path("annuler/", take.undo, name="undo"),
    path("pass-encaisses/", history.redemptions, name="redemptions"),
    path("pass-encaisses/<int:number>/<int:turn>/corriger/", history.correct, name="correct"),
    path("remboursements/", claims.claims, name="claims"),
    path("remboursements/demander/", claims.ask, name="ask"),
    path("remboursements/<int:claim_id>/", claims.claim, name="claim"),
    path("remboursements/<int:claim_id>/envoyer/", claims.send, name="send"),
    *session_patterns,
    path("structure/", structure.structure, name="structure"),
    path("structure/lieux/<int:venue_id>/decrire/", describing.describe_venue, name="describe"),
    path("structure/services/<int:venue_id>/", structure.offer, name="offer"),
    path("structure/coordonnees-bancaires/", structure.bank, name="bank"),
    path("structure/coordonnees-bancaires/<int:details_id>/", structure.bank_proof, name="bank_proof"),
    path("structure/recours/", appeals.appeal, name="appeal"),
    path("structure/recours/<int:appeal_id>/piece/", appeals.file_of_appeal, name="appeal_file"),
    *paper_urls.urlpatterns,
    *device_urls.urlpatterns,
    *software_urls.urlpatterns,
]
