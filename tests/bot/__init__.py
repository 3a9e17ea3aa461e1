"""The assistant's tests; they run in the assistant's environment."""
