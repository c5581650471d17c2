"""The bilingual corpus on disk: the only writer under ``corpus/``."""

from .edits import Action, Edit, Signer
from .rebase import Rebased, rebase
from .records import Header, Presence, StoredDocument
from .store import Corpus

__all__ = [
    "Action",
    "Corpus",
    "Edit",
    "Header",
    "Presence",
    "Rebased",
    "Signer",
    "StoredDocument",
    "rebase",
]
