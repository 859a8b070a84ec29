"""When was it last reckoned what hangs on the open cases?"""

from datetime import date

from lockgate.casework.models import SupplyReckoning


def supply_reckoned_on() -> date | None:
    """Return the date of the data by which what is noted on open cases was last reckoned; None: never, or not known."""
    return SupplyReckoning.objects.order_by("-on").values_list("on", flat=True).first()
