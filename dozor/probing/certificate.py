"""What a site's TLS certificate is worth on this machine.

A crawl takes any: sites of Russia often have one of the national authority, which other machines do
not trust. So it is looked at here, once, and said.
"""

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID
from OpenSSL.crypto import X509
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns

from dozor.probing.model import Known

_SECONDS = 5.0
_OLD_SERVERS = 0x4  # OP_LEGACY_SERVER_CONNECT, as Scrapy has it
# OpenSSL's X509_V_ERR_…: dates and names are read from the certificate itself.
_DATES_AND_NAMES = frozenset({9, 10, 62, 64})
_SELF_SIGNED = 18
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Who answered at an https address: `address` is the number of `host` that did."""

    host: str
    address: str
    port: int
    certificate: X509


def certificate_of(server: Server, now: datetime) -> Known:
    """Judge a server's certificate as this machine does; takes a handshake and up to 5 seconds.

    The value is None where the server did not answer once more.
    """
    certificate = server.certificate.to_cryptography()
    faults = [*_dates(certificate, now), *_names(server)]
    try:
        unknown = _objection(server)
    except OSError as error:
        if not faults:
            return Known(value=None, by=f"no second look at it: {error}")
        unknown = None
    if unknown is not None and unknown not in _DATES_AND_NAMES:
        faults.append(_issuer(certificate, unknown))
    if faults:
        return Known(value="not valid", by="; ".join(faults))
    until = f"{certificate.not_valid_after_utc:%Y-%m-%d}"
    return Known(value="valid", by=f"until {until}, issued by {_name(certificate.issuer)}")


def _objection(server: Server) -> int | None:
    """Give OpenSSL's number for what this machine has against a certificate, if it has anything."""
    context = ssl.create_default_context()
    context.options |= _OLD_SERVERS
    place = (server.address, server.port)
    try:
        with (
            socket.create_connection(place, timeout=_SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=server.host),
        ):
            return None
    except ssl.SSLCertVerificationError as error:
        return int(error.verify_code)


def _dates(certificate: x509.Certificate, now: datetime) -> Iterator[str]:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > last:
        yield f"it expired on {last:%Y-%m-%d}"
    if now < first:
        yield f"it begins on {first:%Y-%m-%d}"


def _names(server: Server) -> Iterator[str]:
    """Tell a certificate that is made out for other hosts."""
    numeric = server.host == server.address
    own: ServiceID = IPAddress_ID(server.host) if numeric else DNS_ID(server.host)
    try:
        patterns = extract_patterns(server.certificate)
        verify_service_identity(patterns, [own], [])
    except (CertificateError, VerificationError):
        yield f"it is made out for {_hosts(server.certificate)}, not for {server.host}"


def _hosts(certificate: X509) -> str:
    parsed = certificate.to_cryptography()
    try:
        stated = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        names = [str(name.value) for name in stated]
    except (x509.ExtensionNotFound, ValueError):
        names = []
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return ", ".join(names[:_FEW]) + more if names else _name(parsed.subject)


def _issuer(certificate: x509.Certificate, code: int) -> str:
    if code == _SELF_SIGNED:
        return "nobody but the site itself signed it"
    return f"{_name(certificate.issuer)} issued it, which this machine does not trust"


def _name(name: x509.Name) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if stated := name.get_attributes_for_oid(kind):
            return str(stated[0].value)
    return "somebody without a name"
