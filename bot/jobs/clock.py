"""The clock: wakes the use cases that look whether something is due. The only file that knows APScheduler.

APScheduler keeps nothing: what is due is decided by rows and local wall time, so a tick missed or doubled does no harm.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler


@dataclass
class Ticker:
    """Runs small jobs at intervals, one at a time each, from the start on."""

    _scheduler: BackgroundScheduler = field(
        default_factory=lambda: BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(2)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
    )

    def every(self, seconds: float, job: Callable[[], None], name: str) -> None:
        """Run a job now and then every so many seconds."""
        self._scheduler.add_job(job, "interval", seconds=seconds, id=name, next_run_time=datetime.now(UTC))

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Finish the jobs that run, then end; a second time there is nothing to end."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
