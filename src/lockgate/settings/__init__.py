"""How an installation is set up: from the environment only, read here and nowhere else.

environment.py lists every variable; base.py holds what all share; a process chooses one of development,
demo, production and test by DJANGO_SETTINGS_MODULE.
"""
