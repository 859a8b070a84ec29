"""A world of firms, a department and a clock: pure, with one seed. It knows no room and writes nothing."""
