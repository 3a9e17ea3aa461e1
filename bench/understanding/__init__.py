"""How well the assistant reads real messages: scores, never training."""
