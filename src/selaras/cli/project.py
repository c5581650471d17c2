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
# What options take: in TOML, in words, an example; by their type for click.
_TEXT = (str, "a text in quotation marks", '"…"')
_TYPES: tuple[tuple[type[click.ParamType[Any]], tuple[type, str, str]], ...] = (
    (click.types.BoolParamType, (bool, "true or false", "true")),
    (click.types.IntParamType, (int, "a whole number", "4")),
)
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
        UsageError: The file cannot be read, names what does not exist, or holds a value that an option does not take.
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
    given = {name: {key: general[key] for key in general if key in options[name]} for name in commands}
    for name, table in tables.items():
        _require(name, set(commands), path, "command")
        for key, value in table.items():
            if name == "check" and key in CHECK_TABLE:
                continue
            _require(key, set(options[name]), path, f"option of {name}")
            given[name][key] = value
    return Project(path, check, {name: _defaults(given[name], command, path) for name, command in commands.items()})


def _defaults(given: Mapping[str, Any], command: click.Command, path: Path) -> dict[str, Any]:
    options, context = _options(command), click.Context(command)
    for key, value in given.items():
        _refuse_other_types(key, value, options[key], path)
        _refuse_other_values(key, value, options[key], context, path)
    return {options[key].name or key: value for key, value in given.items()}


def _options(command: click.Command) -> dict[str, click.Option]:
    """The option behind each name as users write it, without the dashes."""
    return {
        name.removeprefix("--"): option
        for option in command.params
        if isinstance(option, click.Option)
        for name in option.opts
        if name.startswith("--")
    }


def _refuse_other_types(key: str, value: object, option: click.Option, path: Path) -> None:
    """Refuse what TOML tells apart and click does not: to click any value is a text."""
    type_, expected, example = next((told for kind, told in _TYPES if isinstance(option.type, kind)), _TEXT)
    if option.multiple:
        is_right = isinstance(value, list) and all(type(one) is type_ for one in value)
        expected, example = f"a list, each {expected}", f"[{example}]"
    else:
        is_right = type(value) is type_
    if not is_right:
        raise UsageError(f"{key} is not {expected}", path=path, remedy=f"write {key} = {example}")


def _refuse_other_values(key: str, value: object, option: click.Option, context: click.Context, path: Path) -> None:
    try:
        option.process_value(context, value)
    except (click.BadParameter, ValueError) as error:
        what = error.message if isinstance(error, click.BadParameter) else str(error)
        remedy = f"see selaras COMMAND --help for --{key}"
        raise UsageError(f"{key}: {what.rstrip('.')}", path=path, remedy=remedy) from error


def _require(name: str, known: set[str], path: Path, what: str) -> None:
    if name not in known:
        raise UsageError(f"no {what} is called {name!r}", path=path, remedy=f"choose among {', '.join(sorted(known))}")
