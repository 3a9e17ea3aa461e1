"""What the assistant does: read the slots, ask the service once, pick a reply."""
