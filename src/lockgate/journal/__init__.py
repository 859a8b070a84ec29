"""What has happened, by whom, in which order; nobody can change it afterwards without its being seen.

A service records an act (record.py), later rooms react to it (reactions.py), a sealer chains what was
recorded under signatures (seal.py), and anybody with the public key can verify it (verify.py). The why
stands in docs/decisions/0001-journal-seals.md.
"""
