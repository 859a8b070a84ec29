"""The page shell: what every page shares, and no fact of any room."""
