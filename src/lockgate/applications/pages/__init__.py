"""The pages on applications: the exporter's, from the draft to the withdrawal, and the end user's without an account.

Thin: every page calls a query or one service.
"""
