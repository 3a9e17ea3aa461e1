"""What is decided: pure functions on plain values, without database, clock or wording."""
