"""What Chatwoot keeps: records without the rules by which they change."""
