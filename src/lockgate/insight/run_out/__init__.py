"""When a site runs out of an item: by walking through the days, and by the chance that a pending case comes in time."""
