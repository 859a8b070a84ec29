"""The ledger: how much of a licence line has left, is reserved, is left; entries that are never changed."""
