"""What is counted, and under which names it can be scraped.

What this file promises: names and labels are stated once, here; labels take few values (a command's name, an
outcome), never anything a person wrote. A process counts what it did itself; what is true of the whole installation
(dead jobs) is asked of the database when somebody scrapes.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The instruments of one process, in a registry of their own, so that two can live side by side in a test."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        self.commands = Counter(
            "truckroll_commands",
            "Commands through the Desk, by outcome: applied, repeated, refused, failed.",
            ("command", "outcome"),
            registry=self.registry,
        )
        self.command_seconds = Histogram(
            "truckroll_command_seconds",
            "Time from the Desk being asked to its commit.",
            ("command",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.mail_accepted = Counter(
            "truckroll_mail_accepted",
            "Messages kept and answered with 250, by way in.",
            ("way",),
            registry=self.registry,
        )
        self.jobs = Counter(
            "truckroll_jobs",
            "Runs of jobs, by outcome: done, again, dead.",
            ("task", "outcome"),
            registry=self.registry,
        )
        self.job_seconds = Histogram(
            "truckroll_job_seconds", "Time a job took.", ("task",), buckets=SECONDS, registry=self.registry
        )
        self.dead_jobs = Gauge(
            "truckroll_dead_jobs",
            "Jobs given up, waiting for somebody to resend them.",
            registry=self.registry,
        )

    def ran(self, task: str, outcome: str, seconds: float) -> None:
        """A job ran; what the job engine's `observe` wants to be."""
        self.jobs.labels(task, outcome).inc()
        self.job_seconds.labels(task).observe(seconds)
