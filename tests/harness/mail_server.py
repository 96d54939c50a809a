"""A real mail server for tests."""

from aiosmtpd.controller import Controller


class AnyPort(Controller):
    """Listens on a port that the system chooses."""

    def _trigger_server(self) -> None:
        _, self.port = self.server.sockets[0].getsockname()
        super()._trigger_server()
