"""Addresses of the authority's pages: its home, its search box, then those of each part."""

from django.urls import URLPattern, URLResolver, path

from quitus.interfaces.web.authority import home, search
from quitus.interfaces.web.authority.acts import track_urls as act_tracks
from quitus.interfaces.web.authority.acts import urls as acts
from quitus.interfaces.web.authority.budget import urls as budget
from quitus.interfaces.web.authority.campaigns import urls as campaigns
from quitus.interfaces.web.authority.claims import urls as claims
from quitus.interfaces.web.authority.controls import urls as controls
from quitus.interfaces.web.authority.conventions import urls as conventions
from quitus.interfaces.web.authority.coverage import urls as coverage
from quitus.interfaces.web.authority.devices import urls as devices
from quitus.interfaces.web.authority.documents import urls as documents
from quitus.interfaces.web.authority.expiry import urls as expiry
from quitus.interfaces.web.authority.findings import urls as findings
from quitus.interfaces.web.authority.kept import urls as kept
from quitus.interfaces.web.authority.obligations import urls as obligations
from quitus.interfaces.web.authority.operators import urls as operators
from quitus.interfaces.web.authority.orders import urls as orders
from quitus.interfaces.web.authority.printing import urls as printing
from quitus.interfaces.web.authority.reading import urls as reading
from quitus.interfaces.web.authority.regie import urls as regie
from quitus.interfaces.web.authority.reports import urls as reports
from quitus.interfaces.web.authority.signals import urls as signals
from quitus.interfaces.web.authority.simulator import urls as simulator
from quitus.interfaces.web.authority.stock import urls as stock
from quitus.interfaces.web.authority.venues import urls as venues

app_name = "authority"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("recherche/", search.search, name="search"),
    *conventions.urlpatterns,
    *simulator.urlpatterns,
    *campaigns.urlpatterns,
    *findings.urlpatterns,
    *obligations.urlpatterns,
    *acts.urlpatterns,
    *reading.urlpatterns,
    *documents.urlpatterns,
    *act_tracks.urlpatterns,
    *orders.urlpatterns,
    *printing.urlpatterns,
    *operators.urlpatterns,
    *expiry.urlpatterns,
    *stock.urlpatterns,
    *regie.urlpatterns,
    *controls.urlpatterns,
    *coverage.urlpatterns,
    *venues.urlpatterns,
    *devices.urlpatterns,
    *signals.urlpatterns,
    *kept.urlpatterns,
    *claims.urlpatterns,
    *budget.urlpatterns,
    *reports.urlpatterns,
]
