"""Commands on the set-up: models, doctor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .console import say, table
from .help import SectionedCommand
from .options import FILE, corpus_option, json_option, output_option

if TYPE_CHECKING:
    from ..translation import ModelPackage


@click.group()
def models() -> None:
    """List, describe and install translation models (Argos packages)."""


@models.command("list")
@json_option
def list_models(as_json: bool) -> int:
    """Models on this machine: the bundled one and installed Argos packages."""
    from ..translation import BUNDLED, installed, resolve

    found = [(BUNDLED, resolve(BUNDLED)), *((one.path.name, one) for one in installed())]
    if as_json:
        say(json.dumps([_record(name, one) for name, one in found], ensure_ascii=False))
        return 0
    rows = [("--model", "package", "translates", "date", "licence")]
    rows += [
        (name, f"{one.name} {one.version}", one.translates, one.date or "", one.licence or "") for name, one in found
    ]
    say(table(rows))
    return 0


@models.command()
@click.argument("model", default="bundled")
@json_option
def info(model: str, as_json: bool) -> int:
    """Describe MODEL: bundled, a file, a folder or the name of an installed package."""
    from ..translation import resolve

    record = _record(model, resolve(model))
    say(
        json.dumps(record, ensure_ascii=False)
        if as_json
        else table([(key, value or "") for key, value in record.items()])
    )
    return 0


@models.command()
@click.argument("package", type=FILE)
def install(package: Path) -> int:
    """Install PACKAGE, an .argosmodel file, where Argos Translate keeps its own."""
    from ..translation import install as install_package

    done = install_package(package)
    say(f"{done.name} {done.version} installed in {done.path}; use it with --model {done.path.name}")
    return 0


@click.command(cls=SectionedCommand)
@corpus_option
@output_option
@json_option
def doctor(corpus: Path, output: Path, as_json: bool) -> int:
    """Say what is missing or wrong on this machine, without any network."""
    from ..pipeline.diagnosing import diagnose

    answers = list(diagnose(corpus, output))
    if as_json:
        say(json.dumps([{"about": a.about, "ok": a.ok, "told": a.told} for a in answers], ensure_ascii=False))
    else:
        say(table([("ok" if answer.ok else "PROBLEM", answer.about, answer.told) for answer in answers]))
    return int(not all(answer.ok for answer in answers))


def _record(name: str, one: ModelPackage) -> dict[str, str | None]:
    return {
        "model": name,
        "package": f"{one.name} {one.version}",
        "translates": one.translates,
        "date": one.date,
        "licence": one.licence,
        "training": one.training,
        "sha256": one.sha256,
        "path": str(one.path),
    }
