"""Background work of the API."""

from congvu.api.actions import forget_keys
from congvu.api.telling.delivering import deliver_all
from congvu.core.jobs import Running, every, job


@every(minutes=60)
@job("api.forget_keys", title="Dọn khóa chống gửi lặp của API")
def forget(job: Running) -> None:
    """Answers kept for repeated keys go after two days."""
    forget_keys()


@every(minutes=1)
@job("api.deliver", title="Báo sự kiện cho chương trình bên ngoài", priority=-5)
def tell(job: Running | None = None) -> int:
    """What was sealed since goes to every webhook; nothing where there is none."""
    return deliver_all()
