"""How long to wait before a dead child is started again."""

from dataclasses import dataclass

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
LONG_LIFE = 60.0


@dataclass
class Backoff:
    """Half a second, doubled for each death in a row up to 30 s; a life of a minute forgets the past."""

    delay: float = FIRST_DELAY

    def after(self, lived: float) -> float:
        """Seconds to wait after a child that lived so many seconds."""
        if lived >= LONG_LIFE:
            self.delay = FIRST_DELAY
        wait = self.delay
        self.delay = min(self.delay * 2, LONGEST_DELAY)
        return wait
