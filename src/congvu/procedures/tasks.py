"""Background work: long files of procedures."""

from congvu.core.jobs import Running, job, progress, progress_aside
from congvu.core.staged import bytes_of
from congvu.procedures.actions import refuse_run, take_in_run
from congvu.procedures.actions.importing import TAKE_IN
from congvu.procedures.intake import look, unpack
from congvu.procedures.models import ImportRun


@job(TAKE_IN, title="Nhập thủ tục từ tệp")
def take_in_file(running: Running, run_id: int) -> None:
    """All procedures or none, with the rights its owner has now; one that is in is left alone."""
    run = ImportRun.objects.select_related("by").get(pk=run_id)
    rows = run.rows
    progress(running, 0, 2 * rows, "Xem lại từng ô")

    def say(done: int, total: int) -> None:
        progress_aside(running, total + done, 2 * total, "Ghi bản dự thảo, tất cả hoặc không gì")

    if run.is_waiting:
        result = look(unpack(bytes_of(run).decode("ascii")), run.by)
        if result.good:
            run = take_in_run(run, result.rows, by=run.by, say=say)
        else:
            why = result.troubles[0].message if result.troubles else "Tệp không có thủ tục nào."
            run = refuse_run(run, by=run.by, why=why)
    progress(running, 2 * rows, 2 * rows, result_url=run.get_absolute_url())
