"""The feedback pipeline: masking, entities, aspects, classification."""
