"""Settings: which source wins, and what is refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ccd.settings import Settings


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "ccd.toml"
    monkeypatch.setenv("CCD_FILE", str(file))
    return file


def test_the_environment_wins_over_the_file_and_the_file_over_defaults(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('[api]\nport = 9000\nhost = "127.0.0.2"\n')
    monkeypatch.setenv("CCD_API__PORT", "9001")
    settings = Settings()
    assert (settings.api.port, settings.api.host) == (9001, "127.0.0.2")
    assert settings.ami.port == 5038


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[api]\nport = 0\n", "api.port"),
        ("[api]\nprot = 1\n", "api.prot"),
        ("[apis]\n", "apis"),
        ("stop_timeout_s = -3\n", "stop_timeout_s"),
        ("[ami]\nretry_most_s = nan\n", "ami.retry_most_s"),
    ],
)
def test_a_misspelt_or_impossible_setting_is_refused(file: Path, text: str, wrong: str) -> None:
    file.write_text(text)
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert [".".join(map(str, error["loc"])) for error in refused.value.errors()] == [wrong]


def test_a_file_that_is_named_has_to_be_there(file: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"ccd\.toml"):
        Settings()


def test_secrets_do_not_show(file: Path) -> None:
    file.write_text(
        '[ami]\nsecret = "very-secret"\n[storage]\nurl = "postgresql+asyncpg://ccd:very-secret@127.0.0.1/ccd"\n'
    )
    assert "very-secret" not in repr(Settings())
