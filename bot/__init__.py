"""The assistant's side of Rasa: what it hears, what it may say, what it remembers for a while."""
