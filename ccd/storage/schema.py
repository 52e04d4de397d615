"""The schema's revisions: finds Alembic's folder and runs it. Blocking; `Database` calls it in a thread."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy.engine import Connection

import ccd
from ccd.storage.errors import StorageFault

_PACKAGE = Path(ccd.__file__).parent
_FOLDERS = (_PACKAGE / "_migrations", _PACKAGE.parent / "migrations")  # installed from a wheel; source tree


def upgrade(url: str, to: str) -> None:
    """Raises StorageFault: a newer ccd has been at this database."""
    try:
        command.upgrade(_config(url), to)
    except CommandError as error:
        if not isinstance(error.__cause__, ResolutionError):
            raise
        known = newest(url)
        raise StorageFault(
            f"a newer ccd made its schema, this one ends at {known}: install the newer ccd"
        ) from error


def downgrade(url: str, to: str) -> None:
    command.downgrade(_config(url), to)


def revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def newest(url: str) -> str | None:
    return ScriptDirectory.from_config(_config(url)).get_current_head()


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url  # not an option: a password may hold `%`, which the parser would expand
    return config


def _folder() -> Path:
    for folder in _FOLDERS:
        if (folder / "env.py").is_file():
            return folder
    raise FileNotFoundError(f"no migrations in {_FOLDERS[0]} nor in {_FOLDERS[1]}: reinstall ccd")
