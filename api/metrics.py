"""What the process counts for Prometheus; a registry of its own, so that two apps can live in one process."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0)


class Metrics:
    """All of our measures."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turn_seconds = Histogram(
            "huisheng_turn_seconds",
            "One turn of the assistant, from asking to the stored answer",
            buckets=SECONDS,
            registry=self.registry,
        )
        self.turns = Counter(
            "huisheng_turns", "Turns of the assistant by outcome", ["outcome"], registry=self.registry
        )
        self.failures = Counter(
            "huisheng_turn_failures", "Turns without an answer by reason", ["why"], registry=self.registry
        )
        self.sockets = Gauge(
            "huisheng_open_sockets", "Open sockets by side", ["side"], registry=self.registry
        )
        self.queue_length = Gauge(
            "huisheng_queue_length", "Conversations that wait for a person", registry=self.registry
        )
        self.requests = Histogram(
            "huisheng_request_seconds",
            "HTTP requests by method and status class",
            ["method", "status"],
            buckets=SECONDS,
            registry=self.registry,
        )
