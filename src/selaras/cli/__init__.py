"""The command line: parses, calls the pipeline, prints, and maps errors to exit codes."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from pathlib import Path
from types import FrameType
from typing import Any

import click

from .._version import __version__
from ..errors import SelarasError, UsageError
from .check_command import check
from .console import tell, with_what_remains
from .corpus_commands import build, diff, export
from .model_commands import doctor, models
from .options import FILE
from .project import Project, read_project
from .text_commands import evaluate, segment, translate, validate

_OBJECTS_BETWEEN_COLLECTIONS = 50_000
FINDINGS, USAGE, INPUTS_FAILED, DEFECT, INTERRUPTED = 1, 2, 3, 70, 130  # 70: EX_SOFTWARE of sysexits.h
DEBUG = "SELARAS_DEBUG"


class _Group(click.Group):
    """Lists commands in the order of the work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and keep from click what it would take for the user's wish to stop."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader of our output went away (| head): nothing is wrong, but Python would complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except EOFError as error:
            return _tell_defect(error)


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

    0 clean, 1 findings at or above ``--fail-on``, 2 usage, 3 some inputs failed, 70 a defect of selaras,
    130 interrupted.
    """
    _plug_closed_streams()
    signal.signal(signal.SIGTERM, _interrupt)  # what batch systems send before they kill
    seldom_collect()
    sys.exit(run(arguments))


def seldom_collect() -> None:
    """Look for circles of objects less often: hardly any are made here, and looking took a twentieth of the checks."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)


def _plug_closed_streams() -> None:
    """Let no file of ours get the number of a standard stream that whoever started us closed (``<&-``)."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if sys.stdin is None:
        sys.stdin = open(0, closefd=False)  # noqa: SIM115 (a number, as long as the process)


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
    except (KeyboardInterrupt, click.Abort) as error:
        tell(with_what_remains("interrupted", error))
        return INTERRUPTED
    except SelarasError as error:
        for line in (error, *getattr(error, "__notes__", ())):
            tell(f"error: {line}")
        return USAGE if isinstance(error, UsageError) else INPUTS_FAILED
    except MemoryError as error:
        tell(with_what_remains("error: not enough memory", error))
        return INPUTS_FAILED
    except OSError as error:
        tell(f"error: {SelarasError(error.strerror or str(error), path=error.filename)}")
        _tell_traceback(error)
        return INPUTS_FAILED
    except Exception as error:
        return _tell_defect(error)
    return result if isinstance(result, int) else 0


def _tell_defect(error: Exception) -> int:
    what = f"a defect of selaras, {type(error).__name__}: {error}".rstrip(": ")
    remedy = f"please report it; {DEBUG}=1 shows the traceback"
    tell(f"error: {SelarasError(what, path=_place_of(error), remedy=remedy)}")
    _tell_traceback(error)
    return DEFECT


def _place_of(error: Exception) -> str:
    """The last line of ours that was running, as ``pipeline/building.py:12``."""
    package = Path(__file__).parent.parent
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(package)]
    return f"{Path(ours[-1].filename).relative_to(package).as_posix()}:{ours[-1].lineno}"


def _tell_traceback(error: Exception) -> None:
    if os.environ.get(DEBUG):
        tell("".join(traceback.format_exception(error)).rstrip())


__all__ = ["Project", "cli", "main", "run"]
