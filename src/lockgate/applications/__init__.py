"""Room 3, what an exporter asks: applications, their lines, parties, end use and declared dependence."""
