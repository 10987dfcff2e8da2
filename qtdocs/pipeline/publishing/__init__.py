"""The way from a final result to what is printed, sent and put away; everything from the ledger alone."""
