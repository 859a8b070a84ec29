"""A firm's own table: the csv that somebody without our database gives to a figure, and the csv that it gets back."""
