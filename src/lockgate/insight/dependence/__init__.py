"""How narrow a supply is: shares, concentration and substitutes, as bounds where suppliers are not declared."""
