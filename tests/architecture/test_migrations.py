"""The chain of migrations."""

from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.architecture.tree import PROJECT


def test_one_chain_in_the_order_of_the_file_names() -> None:
    """Two heads are two people who branched from the same revision: nobody could upgrade."""
    config = Config()
    config.set_main_option("script_location", str(PROJECT / "migrations"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert len(scripts.get_heads()) == 1
    downwards = [revision.revision for revision in scripts.walk_revisions()]
    numbered = sorted(file.stem for file in (PROJECT / "migrations/versions").glob("*.py"))
    assert downwards[::-1] == numbered
