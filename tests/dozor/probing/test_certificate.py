"""A certificate is taken whatever it is, and said to be what it is."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import ClassVar

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from platform_sites import Site
from sample_stories import NOW

from crawler.sources import Source
from dozor.config import load_sources
from dozor.probing.entry import entry_of
from dozor.probing.spider_files import spider_code

from .conftest import Run

ROOT_NAME, HERE = "Sample Root", x509.IPAddress(ip_address("127.0.0.1"))
HOME = "<html><head><title>Вести</title></head><body><h1>Вести</h1><p>Скоро.</p></body></html>"
Serve = Callable[..., str]


class Handler(BaseHTTPRequestHandler):
    pages: ClassVar[Mapping[str, bytes]] = {"/": HOME.encode()}

    def do_GET(self) -> None:
        body = self.pages.get(self.path, b"")
        self.send_response(200 if self.path in self.pages else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def certificate(
    subject: str, key: EllipticCurvePrivateKey, issuer: str, signer: EllipticCurvePrivateKey,
    *, days: int = 30, host: x509.GeneralName = HERE,
) -> x509.Certificate:  # fmt: skip
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, n)]) for n in (subject, issuer)]
    last = datetime.now(UTC) + timedelta(days)
    begun = x509.CertificateBuilder().subject_name(names[0]).issuer_name(names[1])
    dated = begun.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(last)
    keyed = dated.public_key(key.public_key()).serial_number(x509.random_serial_number())
    named = keyed.add_extension(x509.SubjectAlternativeName([host]), critical=False)
    whole = named.add_extension(x509.BasicConstraints(subject == ROOT_NAME, None), critical=True)
    return whole.sign(signer, SHA256())


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """A site under https: signed by a root of our own, or by itself."""
    root = generate_private_key(SECP256R1())
    made = certificate(ROOT_NAME, root, ROOT_NAME, root)
    (tmp_path / "root.pem").write_bytes(made.public_bytes(Encoding.PEM))
    servers: list[ThreadingHTTPServer] = []

    def start(
        *, alone: bool = False, pages: Mapping[str, bytes] | None = None, **stated: object
    ) -> str:
        key = generate_private_key(SECP256R1())
        issuer, signer = ("Site", key) if alone else (ROOT_NAME, root)
        own = certificate("Site", key, issuer, signer, **stated)  # type: ignore[arg-type]
        path = tmp_path / "site.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path.write_bytes(own.public_bytes(Encoding.PEM) + private)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        handler = type("Site", (Handler,), {"pages": pages or Handler.pages})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"https://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"alone": True}, ["nobody but the site itself signed it"]),
        ({}, ["Sample Root issued it, which this machine does not trust"]),
        ({"days": -3}, ["it expired on ", "Sample Root issued it"]),
        (
            {"host": x509.DNSName("other.example")},
            ["is made out for other.example, not for "],
        ),
    ],
)
def test_what_is_wrong_with_a_certificate_is_said(
    dozor: Run, serve: Serve, stated: dict[str, object], words: list[str]
) -> None:
    done = dozor("probe", serve(**stated), "--allow-private", "-s", "HOST_DELAY=0")
    assert (done.returncode, done.stderr) == (1, "")
    line = next(line for line in done.stdout.splitlines() if line.startswith("Certificate"))
    assert line.startswith("Certificate not valid (")
    assert [word for word in words if word not in line] == []


def test_a_certificate_that_this_machine_trusts_is_valid(
    dozor: Run, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "root.pem"))
    words = (serve(), "--allow-private", "-s", "HOST_DELAY=0", "--json")
    fact = json.loads(dozor("probe", *words).stdout)["facts"]["certificate"]
    until = datetime.now(UTC) + timedelta(30)
    assert fact == {"value": "valid", "by": f"until {until:%Y-%m-%d}, issued by Sample Root"}


def test_a_site_with_a_wrong_certificate_is_read_and_written_with_a_remark(
    dozor: Run, serve: Serve, sites: dict[str, Site], tmp_path: Path
) -> None:
    home = serve(alone=True, pages=dict(sites["netcat"].pages()))
    words = ("--write", "--id", "vesti", "--allow-private", "-s", "HOST_DELAY=0")
    done = dozor("probe", home, *words, "--now", NOW.isoformat())
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Next: dozor crawl vesti --allow-private\n")
    remark, header, *_ = (tmp_path / "sources.toml").read_text(encoding="utf-8").splitlines()
    why = "nobody but the site itself signed it"
    assert remark == f"# The certificate of its host was not valid on 2026-03-02: {why}."
    assert header == "[[source]]"
    assert [source.home_url for source in load_sources(tmp_path / "sources.toml")] == [home]


def test_what_is_written_says_it_in_a_comment() -> None:
    source = Source(id="paper", home_url="https://paper.example/")
    remark = "The certificate of its host was not valid on 2026-03-02: it expired on 2026-02-28."
    assert entry_of(source, [remark]).startswith(f"# {remark}\n[[source]]\n")
    assert f"    # {remark}\n    source = Source(\n" in spider_code(source, [remark])
