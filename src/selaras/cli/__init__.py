"""The command line: parses, calls the pipeline, prints, and maps errors to exit codes."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import click

from .._version import __version__
from ..errors import SelarasError, UsageError
from .check_command import check
from .console import tell
from .corpus_commands import build, diff, export
from .model_commands import doctor, models
from .options import FILE
from .project import Project, read_project
from .text_commands import evaluate, segment, translate, validate

_OBJECTS_BETWEEN_COLLECTIONS = 50_000
FINDINGS, USAGE, INPUTS_FAILED, INTERRUPTED = 1, 2, 3, 130


class _Group(click.Group):
    """Lists commands in the order of the work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="selaras")
@click.option("--config", type=FILE, help="Project settings; selaras.toml in this folder by default.")
@click.pass_context
def cli(context: click.Context, config: Path | None) -> None:
    """Raw Indonesian articles in, a checked and aligned Indonesian-English corpus out. Nothing leaves this machine.

    \b
    selaras build seeds        read, segment, translate, check; write TMX and TEI
    selaras translate FILE     an English text file for every input
    selaras check              what looks wrong in the corpus
    """
    project = read_project(config, cli.commands)
    context.obj = project
    context.default_map = {name: dict(defaults) for name, defaults in project.defaults.items()}


for _command in (build, segment, translate, check, export, validate, diff, evaluate, models, doctor):
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code.

    0 clean, 1 findings at or above ``--fail-on``, 2 usage, 3 some inputs failed, 130 interrupted.
    """
    signal.signal(signal.SIGTERM, _interrupt)  # what batch systems send before they kill
    seldom_collect()
    sys.exit(run(arguments))


def seldom_collect() -> None:
    """Look for circles of objects less often: hardly any are made here, and looking took a twentieth of the checks."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run(arguments: list[str] | None = None) -> int:
    """Run a command; no exception gets out."""
    try:
        result: Any = cli.main(args=arguments, prog_name="selaras", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        tell("interrupted; what was finished is saved, the same command goes on from there")
        return INTERRUPTED
    except SelarasError as error:
        tell(f"error: {error}")
        return USAGE if isinstance(error, UsageError) else INPUTS_FAILED
    except BrokenPipeError:
        # The reader of our output went away (| head): nothing is wrong, but Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return result if isinstance(result, int) else 0


__all__ = ["Project", "cli", "main", "run"]
