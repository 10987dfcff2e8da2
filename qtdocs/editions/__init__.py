"""What associations write down: programmes and forms, read from data files."""
