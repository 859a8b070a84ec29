"""A snapshot: the facts of one moment and every figure reckoned from them, kept so that a link to it stays true."""
