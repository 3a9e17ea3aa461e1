"""How the assistant reads a message: normaliser, sentence vectors, intents, entities."""
