"""What the gate has gathered, as Arrow tables: one file a fact table, and how they are read, checked, kept and counted.

The one place of this room that reads other rooms' tables, by plain SQL; tests/insight/facts holds it to their columns.
docs/reference/facts.md, written from these tables, says what each column means.
"""
