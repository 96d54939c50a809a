"""Open data of an authority: its deliberations and its subsidies, as the common local schema (SCDL) has them.

A line that breaks a rule of the schema is left out and told with its reasons: what is published is always valid.
"""

from quitus.usecases.open_data.deliberations import deliberations
from quitus.usecases.open_data.subsidies import GRANTED, RECEIVED, VIEWS, subsidies
from quitus.usecases.open_data.tables import Export, LeftOut

__all__ = ["GRANTED", "RECEIVED", "VIEWS", "Export", "LeftOut", "deliberations", "subsidies"]
