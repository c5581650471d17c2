"""Windows translated by other processes, on this machine or on many, through Dask distributed.

Sources go out and translations come back; reading, checking and the corpus stay in this process. Dask
keeps the workers: it gives the window of one that died to another.
"""

from __future__ import annotations

import logging
import re
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import SelarasError, UsageError
from ..model import Translation
from ..translation import DecodingOptions, Translator
from .mapping import Done, Job, Mapper
from .progress import RESUMED, SILENT, Progress

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
Loader = Callable[[str, DecodingOptions], Translator]

LOCAL = re.compile(r"local:([1-9][0-9]*)")
CONNECT_S = 20
# Clusters that grow on demand need minutes until a queue gives them a machine.
PATIENCE_S = 900.0
_POLL_S = 2.0
_SAME = "install the same selaras, libraries and model on every machine and restart the workers, see docs/cluster.md"


@dataclass(frozen=True, slots=True)
class Engine:
    """What every worker is to translate with; travels to them.

    Attributes:
        load: Makes the translator; a function that workers can import.
        model: See ``translation.resolve``; a path must be there on every machine.
        options: How to decode.
        signature: ``Provenance.signature`` that the translator must have, so that texts are equal.
    """

    load: Loader
    model: str
    options: DecodingOptions
    signature: str


@contextmanager
def cluster_mapper(
    address: str,
    model: str,
    options: DecodingOptions,
    signature: str,
    *,
    load: Loader,
    progress: Progress = SILENT,
) -> Iterator[Mapper[Any]]:
    """Connect to a cluster; gives what ``building.build`` takes as ``mapper``.

    Args:
        address: Of a Dask scheduler (``tcp://host:8786``), or ``local:N`` for N worker processes here.
        model: As for ``translation.load``.
        options: How to decode; without ``threads`` a worker uses as many as Dask gave it.
        signature: Of the translator of this process; workers with another one are refused.
        load: Makes the translator in a worker, once a process.
        progress: Told of every window.

    Raises:
        UsageError: Dask is not installed, or there is no scheduler at this address.
        SelarasError: No worker came, or one has another model or other versions.
    """
    engine = Engine(load, model, options, signature)
    with _connected(address) as client:
        _require_selaras(client)
        progress.begin("waiting for workers", None)
        _result(client, client.submit(translate_window, engine, (), pure=False), ())
        progress.end()
        yield partial(_in_order, client=client, engine=engine, progress=progress)


@contextmanager
def mapper_at(
    address: str | None,
    model: str,
    options: DecodingOptions,
    signature: str,
    *,
    load: Loader,
    progress: Progress = SILENT,
) -> Iterator[Mapper[Any] | None]:
    """``cluster_mapper`` where there is an address, None to translate in this process."""
    if address is None:
        yield None
        return
    with cluster_mapper(address, model, options, signature, load=load, progress=progress) as mapper:
        yield mapper


def translate_window(engine: Engine, sources: tuple[str, ...]) -> list[Translation]:
    """Translate one window in a worker; the model is loaded by the first, and serves one at a time.

    Raises:
        SelarasError: The model cannot be loaded here, or would give other texts.
    """
    from distributed import get_worker

    worker = get_worker()
    options = replace(engine.options, threads=engine.options.threads or worker.state.nthreads)
    try:
        with _ONE_AT_A_TIME:
            translator = _loaded(engine, options)
            _refuse_other_texts(translator.provenance.signature, engine.signature)
            return translator.translate(sources) if sources else []
    except SelarasError as error:
        raise SelarasError(f"worker {worker.address}: {error}") from error


_ONE_AT_A_TIME = threading.Lock()


_LOADED: dict[tuple[str, str, DecodingOptions], Translator] = {}


def _loaded(engine: Engine, options: DecodingOptions) -> Translator:
    """The translator of this process; the one before makes room if another is asked for."""
    # Not by ``load``: each window brings its own copy of that.
    key = (engine.signature, engine.model, options)
    if key not in _LOADED:
        _LOADED.clear()
        _LOADED[key] = engine.load(engine.model, options)
    return _LOADED[key]


def _refuse_other_texts(theirs: str, ours: str) -> None:
    if theirs == ours:
        return
    fields = dict.fromkeys([*_fields(ours), *_fields(theirs)])
    told = ", ".join(
        f"{name} {_fields(theirs).get(name, 'none')} instead of {_fields(ours).get(name, 'none')}"
        for name in fields
        if _fields(theirs).get(name) != _fields(ours).get(name)
    )
    raise SelarasError(f"would translate otherwise than this process: {told}", remedy=_SAME)


def _fields(signature: str) -> dict[str, str]:
    return {name: value for name, _, value in (part.partition(":") for part in signature.split("|"))}


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise UsageError("--cluster needs Dask", remedy="pip install 'selaras[cluster]'") from error
    # What matters of its log comes back as an error; a worker that dies is no news to the user.
    for name in ("distributed", "distributed.client", "distributed.nanny", "distributed.scheduler"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if local := LOCAL.fullmatch(address):
        workers = int(local[1])
        with _deaf_to_interrupts():
            cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=max(1, DecodingOptions().cores() // workers),
                dashboard_address="127.0.0.1:0",
                memory_limit=0,
                silence_logs=logging.CRITICAL,
            )
        with cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(address, timeout=CONNECT_S)
    except (OSError, ValueError, TypeError, ImportError) as error:
        remedy = "give tcp://host:port of a running dask scheduler, or local:N; see docs/cluster.md"
        raise UsageError(f"no Dask scheduler at {address}", remedy=remedy) from error
    with client:
        yield client


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal; those that start in here leave it to this one, which ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


def _require_selaras(client: Client) -> None:
    """The scheduler must know what it passes on; it would not answer to what it cannot read."""
    try:
        client.run_on_scheduler(import_module, __name__)
    except Exception as error:  # as it was raised there
        raise SelarasError(f"the Dask scheduler cannot import selaras: {error}", remedy=_SAME) from error


def _in_order(jobs: Iterable[Job[T]], *, client: Client, engine: Engine, progress: Progress) -> Iterator[Done[T]]:
    """One window more in flight than there are workers, so that none waits for this process."""
    waiting: deque[tuple[Job[T], Future[list[Translation]] | None]] = deque()
    for job in jobs:
        future = client.submit(translate_window, engine, job.sources, pure=False) if job.sources else None
        waiting.append((job, future))
        while len(waiting) > max(1, len(client.nthreads())):
            yield _done(client, *waiting.popleft(), progress)
    while waiting:
        yield _done(client, *waiting.popleft(), progress)


def _done(client: Client, job: Job[T], future: Future[list[Translation]] | None, progress: Progress) -> Done[T]:
    translations = _result(client, future, job.sources) if future else []
    progress.advance(len(translations))
    return job, translations


def _result(client: Client, future: Future[list[Translation]], sources: tuple[str, ...]) -> list[Translation]:
    from distributed import KilledWorker

    try:
        _wait(client, future)
        result: list[Translation] = future.result()
    except SelarasError:
        raise
    except KilledWorker as error:
        window = f"the window of {len(sources)} segments from {sources[0][:60]!r}" if sources else "the model"
        remedy = f"look at the workers' logs and memory; {RESUMED}"
        raise SelarasError(f"every worker that was given {window} died", remedy=remedy) from error
    except Exception as error:  # whatever a worker meets comes back as it was raised there
        if client.status != "running" or not str(error):
            raise SelarasError("the Dask scheduler is gone", remedy=f"start it again; {RESUMED}") from error
        raise SelarasError(f"a worker failed: {type(error).__name__}: {error}", remedy=_SAME) from error
    return result


def _wait(client: Client, future: Future[list[Translation]]) -> None:
    """Until the future is done; gives up when there was no worker for long.

    Raises:
        SelarasError: Nobody is there to do it.
    """
    from distributed import wait

    seen = time.monotonic()
    while True:
        try:
            wait(future, timeout=_POLL_S)
        except TimeoutError:
            if client.nthreads():
                seen = time.monotonic()
            elif time.monotonic() - seen > PATIENCE_S:
                told = f"the cluster has had no worker for {PATIENCE_S / 60:.0f} minutes"
                raise SelarasError(told, remedy=f"start some, see docs/cluster.md; {RESUMED}") from None
        else:
            return
