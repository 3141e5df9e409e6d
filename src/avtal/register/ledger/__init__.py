"""The database: events that are chained, and the tables that follow from them."""
