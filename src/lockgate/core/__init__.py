"""What every room needs and no room owns: the clock, references, quantities, money, countries, errors.

Nothing here knows a rule of export control, and nothing here imports Django.
"""
