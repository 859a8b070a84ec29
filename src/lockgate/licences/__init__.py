"""Room 5, what was granted: licences, their lines and conditions, and the ledger of their draw-downs."""
