"""The demo: sets up on one machine, answers whole charts through the real engine, prints a report, serves the pages."""
