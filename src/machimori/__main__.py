"""Run the command line with ``python -m machimori``."""

from machimori.cli.main import main

main()
