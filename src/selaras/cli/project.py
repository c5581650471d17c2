"""``selaras.toml``: settings of a project, read from the folder where the command runs.

A flag wins over the file, the file over the default. Keys at the top hold for every
command that has the option; a table named after a command holds for that one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from ..errors import UsageError

NAME = "selaras.toml"
# What [check] may hold beside the options of the command.
CHECK_TABLE = ("select", "ignore", "severity", "thresholds", "profile", "identify_language", "checklist")


@dataclass(frozen=True, slots=True)
class Project:
    """What a project's settings say.

    Attributes:
        path: The file, None where there is none.
        check: The ``[check]`` table, for ``checks.settings_from``.
        defaults: Defaults of options by command, for click.
    """

    path: Path | None = None
    check: Mapping[str, Any] = field(default_factory=dict)
    defaults: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read_project(path: Path | None, commands: Mapping[str, click.Command]) -> Project:
    """The settings in ``path``, or in ``selaras.toml`` here if there is one.

    Raises:
        UsageError: The file cannot be read, or names what does not exist.
    """
    named = path or Path(NAME)
    if path is None and not named.is_file():
        return Project()
    try:
        settings = tomllib.loads(named.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", path=named, remedy="check the path") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"not TOML: {error}", path=named, remedy="mend the line") from error
    return _project(named, settings, commands)


def _project(path: Path, settings: Mapping[str, Any], commands: Mapping[str, click.Command]) -> Project:
    options = {name: _options(command) for name, command in commands.items()}
    general = {key: value for key, value in settings.items() if not isinstance(value, dict)}
    tables = {key: value for key, value in settings.items() if isinstance(value, dict)}
    for name in general:
        _require(name, set().union(*options.values()), path, "option")
    check = {key: value for key, value in tables.get("check", {}).items() if key in CHECK_TABLE}
    defaults: dict[str, dict[str, Any]] = {
        name: {options[name][key]: value for key, value in general.items() if key in options[name]} for name in commands
    }
    for name, table in tables.items():
        _require(name, set(commands), path, "command")
        for key, value in table.items():
            if name == "check" and key in CHECK_TABLE:
                continue
            _require(key, set(options[name]), path, f"option of {name}")
            defaults[name][options[name][key]] = value
    return Project(path, check, defaults)


def _options(command: click.Command) -> dict[str, str]:
    """The parameter behind each option as users write it, without the dashes."""
    return {
        option.removeprefix("--"): parameter.name
        for parameter in command.params
        if isinstance(parameter, click.Option) and parameter.name
        for option in parameter.opts
        if option.startswith("--")
    }


def _require(name: str, known: set[str], path: Path, what: str) -> None:
    if name not in known:
        raise UsageError(f"no {what} is called {name!r}", path=path, remedy=f"choose among {', '.join(sorted(known))}")
