"""Where things are and which secrets sign what. Business numbers are not settings."""

from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SHORTEST_SECRET = 32


class Settings(BaseSettings):
    """Read from the environment, `HUISHENG_…`. Without a real secret nothing starts."""

    model_config = SettingsConfigDict(env_prefix="HUISHENG_", frozen=True)

    database_url: str
    secret_key: SecretStr
    """Signs our own tokens and links."""
    shop_secret: SecretStr
    """Shared with the host shop, which signs its shoppers' tokens with it."""
    service_secret: SecretStr
    """Shared with the action server."""
    data_dir: Path = Path("var")
    public_url: str = "http://127.0.0.1:8000"
    rasa_url: str = "http://127.0.0.1:5005"
    redis_url: str | None = None
    demo: bool = False
    allowed_origins: tuple[str, ...] = ()
    """Pages of other addresses that may host the widget."""
    web_dist: Path = Path("web/dist")
    smtp_url: str | None = None
    """`smtp://user:password@host:port`; without it e-mail campaigns are refused."""
    mail_from: str = "care@shop.example"

    @model_validator(mode="after")
    def _refuse_weak_secrets(self) -> Self:
        for name in ("secret_key", "shop_secret", "service_secret"):
            value = getattr(self, name).get_secret_value()
            if len(value) < SHORTEST_SECRET:
                raise ValueError(
                    f"HUISHENG_{name.upper()} must have {SHORTEST_SECRET} characters or more: "
                    "python3 -c 'import secrets; print(secrets.token_urlsafe(48))' makes one"
                )
            if not self.demo and value.startswith("demo-"):
                raise ValueError(f"HUISHENG_{name.upper()} is a demo secret: set a real one")
        return self

    @cached_property
    def uploads_dir(self) -> Path:
        """Where re-encoded pictures lie."""
        return self.data_dir / "uploads"
