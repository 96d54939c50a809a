"""What an amendment would change, told before anything is saved; then its drafts: amendment, report, deliberation."""

from quitus.usecases.simulate.change import Change, Line
from quitus.usecases.simulate.draft import prepare_amendment
from quitus.usecases.simulate.forecast import Forecast
from quitus.usecases.simulate.simulation import ExpiringOrder, Simulation, simulate

__all__ = ["Change", "ExpiringOrder", "Forecast", "Line", "Simulation", "prepare_amendment", "simulate"]
