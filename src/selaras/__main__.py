"""``python -m selaras``."""

from .cli import main

main()
