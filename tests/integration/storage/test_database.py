from ccd.storage.database import Database


async def test_an_empty_database_goes_up_and_down_and_up(url: str) -> None:
    db = Database(url)
    assert await db.revision() is None
    await db.upgrade()
    newest = await db.revision()
    assert newest
    await db.downgrade("base")
    assert await db.revision() is None
    await db.upgrade()
    assert await db.revision() == newest
    await db.ping()
    await db.close()
