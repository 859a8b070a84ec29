"""The forms that write on a case: one page an act, each of which calls one service."""
