"""Is a licence needed, and why: `determine` for one question; `table.determine_many`, which needs Arrow, for many."""

from lockgate.regimes.determination.asking import ask, day_of
from lockgate.regimes.determination.engine import determine
from lockgate.regimes.determination.outcome import Determination, Outcome
from lockgate.regimes.determination.question import InvalidQuestion, Party, Question

__all__ = ["Determination", "InvalidQuestion", "Outcome", "Party", "Question", "ask", "day_of", "determine"]
