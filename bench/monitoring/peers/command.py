"""webchanges and urlwatch: a program run once a round over a list of jobs."""

import json
import os
import subprocess
from datetime import datetime
from pathlib import Path

from bench.monitoring.peers.handed import DROP, KEEP, TELLS, changed, failed, plan_of, program
from bench.monitoring.server import Server
from bench.monitoring.truth import Reported
from bench.monitoring.world import World

_HOOKS = '''\
import json, os
from {package}.reporters import ReporterBase

class Lines(ReporterBase):
    """What the program would tell its user, as lines of JSON."""
    __kind__ = "_lines"
    def submit(self, **kwargs):
        with open(os.environ["BENCH_LINES"], "w") as out:
            for state in self.report.get_filtered_job_states(self.job_states):
                told = [state.verb, state.job.name, str(state.exception or "")]
                out.write(json.dumps(told) + "\\n")
'''


class CommandMonitor:
    """Runs a program of urlwatch's family with its own defaults, on the text of each page.

    `filters` are those of each job, as the program names them.
    """

    name = ""
    jobs_option = ""
    cache_option = ""
    filters: tuple[object, ...] = ("html2text",)

    def __init__(self, server: Server, folder: Path) -> None:
        self.plan = plan_of(server.world)
        self.tells = TELLS
        self._server, self._folder = server, folder
        self._program = program(self.name)
        (folder / "hooks.py").write_text(_HOOKS.format(package=self.name), encoding="utf-8")
        config = {
            # webchanges passes over names with an underscore when it checks the types of settings
            "report": {"_lines": {"enabled": True}, "stdout": {"enabled": False}, "tz": None},
            "display": {"new": False, "error": True, "unchanged": False},
        }
        (folder / "config.yaml").write_text(json.dumps(config), encoding="utf-8")

    def visit_round(self, world: World, moment: datetime) -> list[Reported]:
        """Check every page that is published and give what the program tells its user."""
        self._write_jobs(world)
        lines = self._folder / "lines.jsonl"
        lines.unlink(missing_ok=True)
        subprocess.run(
            [self._program, *self._options()],
            env={**os.environ, "BENCH_LINES": str(lines), "HOME": str(self._folder)},
            capture_output=True,
            check=False,
        )
        told = [json.loads(line) for line in lines.read_text().splitlines()]
        errors = [(url, words) for verb, url, words in told if verb.startswith("error")]
        changes = [changed(url, moment) for verb, url, _ in told if verb == "changed"]
        return [*changes, *failed(errors, moment)]

    def close(self) -> None:
        """Nothing is held: each round is a process of its own."""

    def _write_jobs(self, world: World) -> None:
        """One YAML document a job; JSON is YAML."""
        jobs = (
            {"name": url, "url": self._server.local(url), "filter": self.filters}
            for url in world.pages()
        )
        text = "\n---\n".join(json.dumps(job) for job in jobs)
        (self._folder / "jobs.yaml").write_text(text, encoding="utf-8")

    def _options(self) -> list[str]:
        files = {
            self.jobs_option: "jobs.yaml",
            "--config": "config.yaml",
            "--hooks": "hooks.py",
            self.cache_option: "cache.db",
        }
        return [part for name, file in files.items() for part in (name, str(self._folder / file))]


_SELECTED = ({"css": {"selector": KEEP, "exclude": DROP}}, "html2text")


class Webchanges(CommandMonitor):
    """webchanges, one run a round."""

    name, jobs_option, cache_option = "webchanges", "--jobs", "--database"


class Urlwatch(CommandMonitor):
    """urlwatch, one run a round."""

    name, jobs_option, cache_option = "urlwatch", "--urls", "--cache"


class WebchangesSelected(Webchanges):
    """webchanges with a selector for the text of an article or card."""

    filters = _SELECTED


class UrlwatchSelected(Urlwatch):
    """urlwatch with a selector for the text of an article or card."""

    filters = _SELECTED
