"""Whether a run went well, judged by what it counted: states and reasons in words."""

from dozor.runs import RunRow

# A crawl above this share of errors is rejected by the Data Registry's acceptance criteria.
FAILING_SHARE = 0.15
DEGRADED_SHARE = 0.01


def judge(run: RunRow) -> tuple[str, tuple[str, ...]]:
    """Give a run's state (`healthy, degraded, failing, blocked`) and the reasons for it."""
    if run.blocked:
        return "blocked", (f"{run.blocked} answers were a block; Dozor waits and does not evade",)
    if not run.pages:
        return "failing", ("nothing was visited",)
    if not run.items and not run.not_modified and run.rejected + run.errors == run.pages:
        return "failing", (f"none of {run.pages} pages gave anything",)
    share = run.errors / run.pages
    words = f"{run.errors} of {run.pages} pages failed"
    if share > FAILING_SHARE:
        return "failing", (words,)
    if run.finished is None or run.reason == "interrupted":
        return "degraded", ("the run was interrupted; the next one goes on where it ended",)
    if share > DEGRADED_SHARE:
        return "degraded", (words,)
    return "healthy", ()


def is_wrong(state: str | None) -> bool:
    """Say whether a state must be told: exit code 1, and words even under cron."""
    return state in {"failing", "blocked", "stale"}
