"""What the assistant does: read what was said, ask the service, say it in the shop's words."""
