"""Huisheng's ticket service: the rules, the record and the use cases."""
