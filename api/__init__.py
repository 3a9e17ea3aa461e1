"""Huisheng's HTTP and WebSocket face; decides nothing."""
