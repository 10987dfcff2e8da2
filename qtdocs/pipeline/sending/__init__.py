"""What leaves the house or is put away: forms filled, entries carried over, packages sent up, seasons archived."""
