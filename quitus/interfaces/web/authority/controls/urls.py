"""Addresses of inventories, losses, handovers and controls, for the authorising officer's side."""

from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.interfaces.web.layout.controls.desk import everywhere, mount
from quitus.interfaces.web.layout.controls.home import ROUTES

urlpatterns = mount("authority", (MANAGER, FINANCE), everywhere("authority"), ROUTES)
