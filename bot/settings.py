"""Every environment variable, once."""

import os
import re
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot import smtp
from bot.errors import SettingsError
from digests.similarity.embedder import Model
from digests.weeks import Due

# Bolt switches to its own file-based OAuth when it finds these two, whatever else it is told.
_KEPT_FROM_BOLT = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f'"{value}" is not a time zone; write one such as Europe/London') from error
    return value


def _due(value: str) -> str:
    Due.parse(value)
    return value


def _bind(value: str) -> str:
    if not re.fullmatch(r"[^:\s]+:\d{1,5}", value) or int(value.rsplit(":", 1)[1]) > 65535:
        raise ValueError(f'"{value}" is not an address; write host:port such as 127.0.0.1:3000')
    return value


def _https(value: str) -> str:
    if value and not value.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise ValueError(f'"{value}" must start with https://')
    return value


def _server(value: SecretStr, info: ValidationInfo) -> SecretStr:
    if value.get_secret_value():
        smtp.MailServer.parse(value.get_secret_value())
        # Whoever cannot stop it by a click marks it as spam: no letter goes out without a link to stop it.
        public_url = info.data.get("public_url", "")
        if not public_url:
            raise ValueError("e-mail needs PUBLIC_URL too, because each letter carries a link to stop it")
        if not re.fullmatch("[!-;=?-~]+", public_url):
            raise ValueError(f'e-mail needs a PUBLIC_URL in plain letters (xn--… for others), not "{public_url}"')
    return value


def _sender(value: str, info: ValidationInfo) -> str:
    if value:
        smtp.Sender.parse(value)
    elif "smtp_url" in info.data and info.data["smtp_url"].get_secret_value():
        raise ValueError("with SMTP_URL it has to be set, to an address such as Field digest <digest@example.com>")
    return value


def _starts(prefix: str, where: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not value.get_secret_value().startswith(prefix):
            raise ValueError(f"it should start with {prefix}; you find it in your app's settings under {where}")
        return value

    return AfterValidator(check)


class Settings(BaseSettings):
    """What the environment (or `.env`) says; the names are the fields in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True)

    slack_bot_token: Annotated[SecretStr, _starts("xoxb-", "OAuth & Permissions")] = SecretStr("")
    slack_app_token: Annotated[SecretStr, _starts("xapp-", "Basic Information, App-Level Tokens")] = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_client_id: str = ""
    slack_client_secret: SecretStr = SecretStr("")
    slack_api_url: Annotated[str, AfterValidator(_https)] = "https://slack.com/api/"
    database_url: str = "sqlite:///groundswell.db"
    http_bind: Annotated[str, AfterValidator(_bind)] = "127.0.0.1:3000"
    public_url: Annotated[str, AfterValidator(_https)] = ""
    triage_channel: str = Field(default="", pattern=r"^([CG][A-Z0-9]{2,})?$")
    digest_channel: str = Field(default="", pattern=r"^([CG][A-Z0-9]{2,})?$")
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    digest_at: Annotated[str, AfterValidator(_due)] = "mon 09:00"
    smtp_url: Annotated[SecretStr, AfterValidator(_server)] = SecretStr("")
    smtp_from: Annotated[str, AfterValidator(_sender)] = ""
    embed_model: Model = Model.MINILM
    embed_model_path: str = ""
    embed_threads: int = Field(default=2, ge=1, le=64)
    embed_megabytes: int = Field(default=600, ge=8)
    log_format: str = Field(default="text", pattern="^(text|json)$")

    @property
    def bind(self) -> tuple[str, int]:
        """Host and port to listen on."""
        host, port = self.http_bind.rsplit(":", 1)
        return host, int(port)

    @property
    def mail(self) -> tuple[smtp.MailServer, smtp.Sender] | None:
        """By whom and from whom letters are sent; None where e-mail is off."""
        url = self.smtp_url.get_secret_value()
        return (smtp.MailServer.parse(url), smtp.Sender.parse(self.smtp_from)) if url else None


def load(**overrides: str) -> Settings:
    """Read the environment, with some fields given otherwise.

    Raises SettingsError with one sentence that names the variable. Takes the OAuth client's id and secret out of the
    environment, so that Bolt does not find them.
    """
    try:
        settings = Settings(**overrides)  # type: ignore[arg-type]  # pydantic reads the fields from text
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        what = str(first["ctx"]["error"]) if "error" in first.get("ctx", {}) else first["msg"]
        raise SettingsError(f"{name} is wrong: {what}.") from None
    for name in _KEPT_FROM_BOLT:
        os.environ.pop(name, None)
    return settings
