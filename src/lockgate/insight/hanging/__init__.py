"""How many production-days hang on a supplier, a licence or a case: what is lost if it stops or is refused."""
