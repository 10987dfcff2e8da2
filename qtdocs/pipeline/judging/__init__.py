"""The way of judging: from the pool of experts over ballots to a result that is decided and published."""
