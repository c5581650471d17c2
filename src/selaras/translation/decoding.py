"""CTranslate2, batch by batch: tokens in, n-best hypotheses out."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import ctranslate2

from ..errors import ModelError
from .options import DecodingOptions
from .packages import ModelPackage

Tokens = Sequence[str]
# Batches that wait ahead of the workers: enough to keep them busy, few enough to stop soon.
_QUEUED_PER_WORKER = 3
# A GPU is idle between batches that fit a core's cache.
_GPU_BATCH = 32
# So many batches are made of a few texts, however many workers there are: what a text becomes can depend on its
# company, and must not depend on the cores of the machine.
_SHARES = 4
# Of mallopt(3): memory that is free at the end of a heap is kept up to here, and larger blocks have a map of their own.
_M_TRIM_THRESHOLD, _KEPT_BYTES = -1, 1 << 28
_M_MMAP_THRESHOLD, _MAPPED_BYTES = -3, 1 << 25


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What the model said.

    Attributes:
        tokens: Without the end of sentence.
        score: Log-probability per token, the end of sentence among them.
        rank: By which the beam orders: the log-probability divided by the length to the power of the length penalty.
        is_cut: Whether it never came to an end, as loops do.
    """

    tokens: tuple[str, ...]
    score: float
    rank: float
    is_cut: bool


def longest_output(source_tokens: int) -> int:
    """Tokens after which a hypothesis is given up; CTranslate2's own limit cuts at 256 whatever the source."""
    return 32 + 2 * source_tokens


class NBestDecoder(Protocol):
    """What the translator asks of a decoder."""

    def decode(
        self, sources: Sequence[Tokens], options: DecodingOptions
    ) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        """See :meth:`Decoder.decode`."""


class Decoder:
    """One CTranslate2 model in memory.

    Args:
        package: Where the model is.
        options: Device, threads, compute type.
        copy_unknown: Put the source token in the place of an unknown one, which takes a tenth of the time.

    Raises:
        ModelError: The model is damaged, or the device or compute type is not there.
    """

    def __init__(self, package: ModelPackage, options: DecodingOptions, *, copy_unknown: bool = True) -> None:
        self._copy_unknown = copy_unknown
        self._path = package.path
        self._prefix = package.target_prefix
        self._maps_vocabulary = package.maps_vocabulary
        device = _device(options.device)
        _keep_freed_memory()
        self._is_gpu = device == "cuda"
        self._workers, threads = _layout(options.cores()) if device == "cpu" else (1, 1)
        try:
            self._model = ctranslate2.Translator(
                str(package.path / "model"),
                device=device,
                compute_type=options.compute_type,
                inter_threads=self._workers,
                intra_threads=threads,
            )
        except (RuntimeError, ValueError, MemoryError) as error:
            raise ModelError(f"cannot be loaded: {error}", path=package.path, remedy="get the package anew") from error
        self.compute_type: str = self._model.compute_type

    def decode(
        self, sources: Sequence[Tokens], options: DecodingOptions
    ) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        """Decode in batches of like length, longest first.

        Args:
            sources: Tokens of texts that are short enough for the model and not empty.
            options: How.

        Yields:
            The index of a source with its hypotheses, best first; batch after batch.
        """
        waiting: deque[tuple[list[int], list[ctranslate2.AsyncTranslationResult]]] = deque()
        for batch in batches([len(tokens) for tokens in sources], self._batch_tokens(sources, options)):
            waiting.append((batch, self._start([sources[index] for index in batch], options)))
            if len(waiting) >= _QUEUED_PER_WORKER * self._workers:
                yield from self._finish(*waiting.popleft(), sources, options)
        while waiting:
            yield from self._finish(*waiting.popleft(), sources, options)

    def _batch_tokens(self, sources: Sequence[Tokens], options: DecodingOptions) -> int:
        """No larger than what gives several workers a share."""
        if self._is_gpu:
            return options.batch_tokens * _GPU_BATCH
        total = sum(len(tokens) for tokens in sources)
        return max(1, min(options.batch_tokens, -(-total // _SHARES)))

    def _start(self, batch: list[Tokens], options: DecodingOptions) -> list[ctranslate2.AsyncTranslationResult]:
        started: list[ctranslate2.AsyncTranslationResult] = self._model.translate_batch(
            batch,
            target_prefix=[[self._prefix]] * len(batch) if self._prefix else None,
            asynchronous=True,
            beam_size=options.beam_size,
            num_hypotheses=options.num_hypotheses,
            length_penalty=options.length_penalty,
            repetition_penalty=options.repetition_penalty,
            no_repeat_ngram_size=options.no_repeat_ngram_size,
            max_input_length=0,
            max_decoding_length=longest_output(max(map(len, batch))),
            use_vmap=self._maps_vocabulary,
            replace_unknowns=self._copy_unknown,
            return_scores=True,
        )
        return started

    def _finish(
        self,
        batch: list[int],
        results: list[ctranslate2.AsyncTranslationResult],
        sources: Sequence[Tokens],
        options: DecodingOptions,
    ) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        for index, pending in zip(batch, results, strict=True):
            result = self._result(pending)
            limit = longest_output(len(sources[index]))
            yield (
                index,
                tuple(
                    self._hypothesis(tokens, score, limit, options.length_penalty)
                    for tokens, score in zip(result.hypotheses, result.scores, strict=True)
                ),
            )

    def _result(self, pending: ctranslate2.AsyncTranslationResult) -> ctranslate2.TranslationResult:
        try:
            return pending.result()
        except (RuntimeError, MemoryError) as error:
            remedy = "use fewer threads, a narrower beam or --device cpu"
            raise ModelError(f"the model stopped: {error}", path=self._path, remedy=remedy) from error

    def _hypothesis(self, tokens: list[str], score: float, limit: int, length_penalty: float) -> Hypothesis:
        length = len(tokens) + 1
        # CTranslate2 divides the sum of log-probabilities by length ** length_penalty.
        per_token = score * length**length_penalty / length
        said = tokens[1:] if self._prefix and tokens[:1] == [self._prefix] else tokens
        return Hypothesis(tuple(said), per_token, score, is_cut=len(tokens) >= limit)


def batches(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Indices grouped by like length, longest first, so that count times longest stays within ``most``.

    >>> list(batches([3, 9, 4, 5], 10))
    [[1], [3, 2], [0]]
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > most:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _device(wanted: str) -> str:
    has_gpu = wanted != "cpu" and ctranslate2.get_cuda_device_count() > 0
    if wanted == "cuda" and not has_gpu:
        raise ModelError("CTranslate2 sees no CUDA device", remedy="use --device cpu")
    return "cuda" if has_gpu else "cpu"


def _keep_freed_memory() -> None:
    """Have the C library keep what CTranslate2 frees, since it asks for as much again at once.

    Giving it back to the system takes a twentieth of the time, and two thirds where a cluster's workers were told to
    give back all of it (``MALLOC_TRIM_THRESHOLD_``). Other C libraries than GNU's have no such knobs.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, TypeError, AttributeError):
        return
    mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)
    mallopt(_M_MMAP_THRESHOLD, _MAPPED_BYTES)


def _layout(cores: int) -> tuple[int, int]:
    """Workers and threads of each: one thread a worker wastes nothing on waiting for one another."""
    return cores, 1


def engine_facts() -> str:
    """What CTranslate2 is and finds on this machine, in one line for people."""
    gpus = ctranslate2.get_cuda_device_count()
    kinds = ", ".join(sorted(ctranslate2.get_supported_compute_types("cpu")))
    return f"CTranslate2 {ctranslate2.__version__}; {gpus} GPUs; the CPU does {kinds}"
