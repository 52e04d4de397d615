"""For all tests."""

from hypothesis import HealthCheck, settings


def pytest_configure() -> None:
    """A machine that is busy with something else makes no test fail: no wall clock decides."""
    settings.register_profile("ccd", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("ccd")
