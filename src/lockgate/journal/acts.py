"""All that can happen in Lockgate: one name per act, the subject's noun and a past participle.

A room adds a line here for each act that its services record. The values are stored and sealed: one
that has been in a release is never renamed and never given another meaning.
"""

from enum import StrEnum


class Act(StrEnum):
    """What has happened."""

    JOURNAL_REDACTED = "journal.redacted"
    USER_ADDED = "user.added"
    PACK_ADOPTED = "pack.adopted"
