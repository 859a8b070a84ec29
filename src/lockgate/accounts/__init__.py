"""Who uses Lockgate: users and how they are named. Roles, memberships and keys come with the rooms that need them."""
