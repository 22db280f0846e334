"""Sites on loopback, and looks at them in processes of their own."""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.sources import Source
from dozor.probing.look import Look
from dozor.probing.site import site_of

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "crawler" / "harness"))

from loopback_web import Reply, Web
from platform_sites import SITES, Site
from sample_stories import NOW

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., subprocess.CompletedProcess[str]]
LOOK = """
import os, pickle, sys
from pathlib import Path
os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "crawler.settings")
from crawler import clock
from dozor.engine import run_engine
from dozor.probing.frontier import ProbeSpider
from dozor.probing.look import probe_settings, visit_site
folder = Path(sys.argv[1])
web, now, sources = pickle.loads((folder / "job").read_bytes())
clock.set_now(now)
given = {"TRANSPORT_REDIRECT": web, "HOST_DELAY": "0"}
async def work(engine):
    return {s.id: await visit_site(engine, ProbeSpider, s, since="1970-01-01") for s in sources}
looks = run_engine(probe_settings(folder, allow_private=False, given=given), work)
(folder / "out").write_bytes(pickle.dumps(looks))
"""

SHELL = b'<html><head><script src="/a.js"></script></head><body><div id="app"></div></body></html>'
CHALLENGE = b"<html><head><title>DDoS-Guard</title></head><body>ddos-guard</body></html>"
RULES = Reply(b"User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
CHANNEL = """<html><body><section class="tgme_channel_history">
<a class="tme_messages_more" data-before="37"></a>
<div class="tgme_widget_message" data-post="newsroom/38">
<div class="tgme_widget_message_text js-message_text">Мост открыт<br>Движение началось.</div>
<a class="tgme_widget_message_date"><time datetime="2026-03-01T09:00:00+00:00"></time></a></div>
</section></body></html>""".encode()
OTHERS = {
    "guarded.example/": Reply(CHALLENGE, 403, {"Server": "ddos-guard"}),
    "closed.example/robots.txt": RULES,
    "paper.example/": Reply(b"%PDF-1.4", headers={"Content-Type": "application/pdf"}),
    "down.example/": Reply(b"oops", 500),
    "ill.example/robots.txt": Reply(b"", 503),
    "tired.example/robots.txt": Reply(b"", 429),
    "absent.example/": Reply(b"", 404),
    "nothing.example/": b"",
    "huge.example/": b"<p>" * (9 << 20) + b"</p>",
    "circle.example/": Reply(status=302, headers={"Location": "/a"}),
    "circle.example/a": Reply(status=302, headers={"Location": "/"}),
    "octets.example/": Reply(b"\0\1\2", headers={"Content-Type": "application/octet-stream"}),
    "data.example/": Reply(b'{"a": 1}', headers={"Content-Type": "application/json"}),
    "liar.example/": b"%PDF-1.4\n1 0 obj << >> stream \0\1\xfe",
    "plain.example/": Reply("Вести".encode(), headers={"Content-Type": "text/plain"}),
    "shell.example/": SHELL,
    "t.me/s/Newsroom": CHANNEL,
    "moved.example/": Reply(status=301, headers={"Location": "https://netcat.example/"}),
    "left.example/": b'<html><body><p>Now at <a href="https://t.me/newsroom">t</a></p></body></html>',
    "empty.example/": b"<html><body><h1>One page</h1><p>And that is all.</p></body></html>",
}


@pytest.fixture(scope="session")
def web() -> Iterator[Web]:
    """Every sample site at its own host."""
    web = Web()
    for site in SITES:
        site.put(web)
    for address, page in OTHERS.items():
        web.put(address, page)
    yield web
    web.server.shutdown()
    web.server.server_close()


@pytest.fixture(scope="session")
def sites() -> dict[str, Site]:
    return {site.name: site for site in SITES}


@pytest.fixture
def probe(dozor: Run, web: Web) -> Run:
    """`dozor probe`, its transport redirected to the sample sites, without pauses."""
    redirect = ("-s", f"TRANSPORT_REDIRECT={web.url}", "-s", "HOST_DELAY=0")
    return lambda *words: dozor("probe", *redirect, "--now", NOW.isoformat(), *words)


@pytest.fixture(scope="session")
def looks(web: Web, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Look]:
    """Looks at all sites by their home pages, in one process."""
    folder = tmp_path_factory.mktemp("looks")
    others = {address.partition(".")[0] for address in OTHERS if ".example/" in address}
    names = [*(site.name for site in SITES), *sorted(others)]
    sources = [Source(id=name, home_url=f"https://{name}.example/") for name in names]
    sources.append(site_of("https://t.me/s/Newsroom", []).bare)
    (folder / "job").write_bytes(pickle.dumps((web.url, NOW, sources)))
    subprocess.run(
        [sys.executable, "-c", LOOK, folder], cwd=ROOT, check=True, timeout=60, capture_output=True
    )
    looked: dict[str, Look] = pickle.loads((folder / "out").read_bytes())
    return looked
