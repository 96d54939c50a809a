"""`python -m quitus`: the same as the command `quitus`."""

from quitus.interfaces.commands.main import main

main()
