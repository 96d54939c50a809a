"""What each part of the authority's pages adds to its home, in the order of the work.

A part's `tasks.py` has `tasks(request) -> Iterable[Task]` (what waits for the role of the request); it may have
`figure(request) -> Figure | None` (the number of the home: the first part that answers gives it), and `SUBJECTS`, the
page of each kind of thing the audit speaks of (kind → view that takes its number).
"""

from quitus.interfaces.web.authority.acts import tasks as acts
from quitus.interfaces.web.authority.budget import tasks as budget
from quitus.interfaces.web.authority.campaigns import tasks as campaigns
from quitus.interfaces.web.authority.claims import tasks as claims
from quitus.interfaces.web.authority.controls import tasks as controls
from quitus.interfaces.web.authority.conventions import tasks as conventions
from quitus.interfaces.web.authority.devices import tasks as devices
from quitus.interfaces.web.authority.expiry import tasks as expiry
from quitus.interfaces.web.authority.findings import tasks as findings
from quitus.interfaces.web.authority.obligations import tasks as obligations
from quitus.interfaces.web.authority.orders import tasks as orders
from quitus.interfaces.web.authority.printing import tasks as printing
from quitus.interfaces.web.authority.regie import tasks as regie
from quitus.interfaces.web.authority.reports import tasks as reports
from quitus.interfaces.web.authority.signals import tasks as signals
from quitus.interfaces.web.authority.stock import tasks as stock
from quitus.interfaces.web.authority.venues import tasks as venues

PARTS = (
    conventions,
    findings,
    campaigns,
    obligations,
    acts,
    orders,
    printing,
    expiry,
    stock,
    regie,
    controls,
    venues,
    devices,
    signals,
    claims,
    budget,
    reports,
)
