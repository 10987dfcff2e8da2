"""What judging writes: records of draws, score sheets, tallies, reports, registers; values in, bytes out."""
