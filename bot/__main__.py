"""`python -m bot` is `mock-interview`."""

from bot.cli import main

main()
