"""The command line finds each of its commands, whatever its module is called."""

from quitus.interfaces.commands.main import group


def test_every_command_named_is_found() -> None:
    names = group.list_commands(None)  # type: ignore[arg-type]
    assert {"import", "print", "up"} <= set(names)
    for name in names:
        assert group.get_command(None, name) is not None, name  # type: ignore[arg-type]
