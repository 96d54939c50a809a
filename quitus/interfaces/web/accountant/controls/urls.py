"""Addresses of inventories, losses, handovers and controls, for the accountant."""

from quitus.domain.organisations.roles import ACCOUNTANT
from quitus.interfaces.web.layout.controls.desk import everywhere, mount
from quitus.interfaces.web.layout.controls.home import ROUTES

urlpatterns = mount("accountant", (ACCOUNTANT,), everywhere("accountant"), ROUTES)
