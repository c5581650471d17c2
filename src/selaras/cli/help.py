"""Help texts with their options under headings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar

import click

GENERAL = "Options"
Command = TypeVar("Command", bound=Callable[..., Any])


class Decorator(Protocol):
    """Adds something to a command."""

    def __call__(self, command: Command, /) -> Command:
        """The command with it."""


class SectionedOption(click.Option):
    """An option that is listed under a heading.

    Args:
        section: The heading.
    """

    def __init__(self, *args: Any, section: str = GENERAL, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.section = section


class SectionedCommand(click.Command):
    """A command whose help lists its options by heading, in the order in which they were given."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """See click."""
        sections: dict[str, list[tuple[str, str]]] = {GENERAL: []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record and isinstance(parameter, click.Option):
                sections.setdefault(getattr(parameter, "section", GENERAL), []).append(record)
        for heading, records in sections.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def options_under(section: str) -> Callable[..., Decorator]:
    """``click.option`` for options under a heading."""
    return partial(click.option, cls=SectionedOption, section=section)
