"""Who uses Lockgate: users, how they sign in, the keys of their machines. Roles are held in `parties`."""
