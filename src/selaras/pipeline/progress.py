"""How long work tells how far it has come; silent unless somebody listens."""

from __future__ import annotations

# What remains of work that is saved window by window, when it ends too early.
RESUMED = "what was finished is saved, the same command goes on from there"


class Progress:
    """Does nothing; listeners override what they need."""

    def begin(self, what: str, total: int | None) -> None:
        """A stage of work starts.

        Args:
            what: A few words for people.
            total: Steps it will take, None if nobody knows.
        """

    def expect(self, total: int) -> None:
        """The stage will take about so many steps."""

    def advance(self, steps: int = 1) -> None:
        """Some steps of the stage are done."""

    def end(self) -> None:
        """The stage is done."""


SILENT = Progress()
