"""What happens to records. No HTTP here."""
