"""The forms on licences, each a page of its own: move the ledger, change the standing, import what is held."""
