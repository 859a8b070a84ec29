"""What the templates of every room may say of a value; loaded in all of them by the settings."""
