"""Settings: each wrong value stops the start with one line that names the variable."""

from pathlib import Path

import pytest

from app.config import SettingsError, read_settings

PRODUCTION = {
    "GONGYI_MODE": "production",
    "GONGYI_SECRET_KEY": "k" * 40,
    "GONGYI_BASE_URL": "https://gongyi.example",
    "GONGYI_MAIL_URL": "smtp://mail.example",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GONGYI_MODE", "prod"),
        ("GONGYI_MODE", ""),
        ("GONGYI_DATABASE_URL", "mysql://x"),
        ("GONGYI_DATABASE_URL", "nonsense"),
        ("GONGYI_DATABASE_URL", "sqlite://relative"),
        ("GONGYI_BASE_URL", "gongyi.example"),
        ("GONGYI_BASE_URL", "ftp://gongyi.example"),
        ("GONGYI_BASE_URL", "https://"),
        ("GONGYI_MAIL_URL", "mail.example"),
        ("GONGYI_REDIS_URL", "http://localhost"),
        ("GONGYI_SECRET_KEY", "short"),
        ("GONGYI_CHECKPOINT_KEY", "11" * 31),
        ("GONGYI_CHECKPOINT_KEY", "G" * 64),
        ("GONGYI_CHECKPOINT_KEY", "key"),
        ("GONGYI_CHECKPOINT_KEY", "/no/such/file"),
        ("GONGYI_CHECKPOINT_KEY", "/etc/hostname"),
        ("GONGYI_TRUSTED_PROXIES", "-1"),
        ("GONGYI_TRUSTED_PROXIES", "two"),
        ("GONGYI_TRUSTED_PROXIES", "11"),
        ("GONGYI_TRUSTED_PROXIES", "９"),
    ],
)
def test_a_wrong_value_names_its_variable_in_one_line(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"GONGYI_DATA": str(tmp_path), name: value})
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["GONGYI_SECRET_KEY", "GONGYI_BASE_URL", "GONGYI_MAIL_URL"])
def test_production_requires(name: str, tmp_path: Path) -> None:
    environ = {**PRODUCTION, "GONGYI_DATA": str(tmp_path)}
    assert read_settings(environ).is_https
    with pytest.raises(SettingsError, match=name):
        read_settings({key: value for key, value in environ.items() if key != name})


def test_demo_makes_a_key_once_and_keeps_it_private(tmp_path: Path) -> None:
    first, second = (read_settings({"GONGYI_DATA": str(tmp_path)}).secret_key for _ in range(2))
    assert first == second
    assert len(first) >= 32
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="GONGYI_DATA"):
        read_settings({"GONGYI_DATA": str(tmp_path / "file" / "below")})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_known_by_all_its_names(scheme: str, tmp_path: Path) -> None:
    settings = read_settings({"GONGYI_DATA": str(tmp_path), "GONGYI_DATABASE_URL": f"{scheme}://me@host/db"})
    assert settings.database_url == "postgresql+psycopg://me@host/db"
