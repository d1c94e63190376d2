"""What can be the matter with a batch as a whole; the texts say what was found and what to do.

BatchMistake         something the instructor named: exit code 2
├── SourceError      the source cannot be read
├── ImporterError    no importer, or not a usable one
├── PatternError     --pattern is not one
├── FolderError      the output folder is in use, or not to be had
├── FormatError      --to names no format, or not one for a batch
└── LedgerError      the folder holds another batch, or one of another grader
BatchFault           ours: exit code 4
├── EngineStopped    the executor takes no more work
└── FormatFailed     a format of somebody else's package failed
"""

from __future__ import annotations


class BatchMistake(Exception):
    """Something that was named does not fit."""


class BatchFault(Exception):
    """The grader, the suite or the engine failed; no answer is to blame."""


class SourceError(BatchMistake):
    """The source as a whole cannot be read."""


class ImporterError(BatchMistake):
    """No importer, or not the one that was asked for."""


class PatternError(BatchMistake):
    """The pattern is not one."""


class FolderError(BatchMistake):
    """The output folder cannot be used."""


class FormatError(BatchMistake):
    """A format that is not there, or that a batch cannot write."""


class LedgerError(BatchMistake):
    """The ledger is not one that this batch can go on with."""


class EngineStopped(BatchFault):
    """The executor takes no more work; what was graded is kept."""


class FormatFailed(BatchFault):
    """A format of somebody else's package could not be drawn; what was graded is kept."""
