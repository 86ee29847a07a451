"""Background work of the API."""

from congvu.api.actions import forget_keys
from congvu.core.jobs import Running, every, job


@every(minutes=60)
@job("api.forget_keys", title="Dọn khóa chống gửi lặp của API")
def forget(job: Running) -> None:
    """Answers kept for repeated keys go after two days."""
    forget_keys()
