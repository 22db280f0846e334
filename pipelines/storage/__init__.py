"""The store: schema, batches, pages, runs. Every write of Dozor goes through here."""
