"""What is known of publishing without any paper or ledger: in which order names stand."""
