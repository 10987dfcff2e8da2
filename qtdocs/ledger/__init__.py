"""What the programme knows: parcels, documents, records, entries and what happened, in one file."""
