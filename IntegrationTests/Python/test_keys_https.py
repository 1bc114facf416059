"""Keys over HTTPS: only from a server whose certificate is trusted, and is its own."""

import datetime
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from echo import eventually
from hello import FAILED, Hello, following
from keyserver import Endpoint, SigningKey


class Authority:
    """A certificate authority of our own."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        self.certificate = self.sign(self.name, self.key, x509.BasicConstraints(ca=True, path_length=0))

    def sign(self, name: x509.Name, key, *extensions: x509.ExtensionType, days: int = 1) -> x509.Certificate:
        end = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(end - datetime.timedelta(days=2))
            .not_valid_after(end)
        )
        for extension in extensions:
            builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        return builder.sign(self.key, hashes.SHA256())

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def context(self, folder, host: str = "localhost", days: int = 1) -> ssl.SSLContext:
        """Returns what a server needs that has a certificate for a host."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        certificate = self.sign(name, key, x509.SubjectAlternativeName([x509.DNSName(host)]), days=days)
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (folder / "server.pem").write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*form)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem")
        return context


class SecureEndpoint(Endpoint):
    """An endpoint that speaks TLS."""

    def __init__(self, context: ssl.SSLContext, *keys: SigningKey):
        self.context = context
        super().__init__(*keys)
        self.url = f"https://localhost:{self.server_address[1]}/keys.json"

    def finish_request(self, request, client_address):
        try:
            secured = self.context.wrap_socket(request, server_side=True)
        except OSError:
            return  # The client does not trust us.
        super().finish_request(secured, client_address)


KEY = SigningKey("1")


def test_keys_are_fetched_over_https(tmp_path):
    authority = Authority()
    (tmp_path / "ca.pem").write_bytes(authority.pem())
    with (
        SecureEndpoint(authority.context(tmp_path), KEY) as endpoint,
        Hello(tmp_path, **following(endpoint, ca_file=tmp_path / "ca.pem")) as hello,
    ):
        eventually(lambda: hello.accepts(KEY.field()))
        assert hello.said() == []


@pytest.mark.parametrize(
    "fault",
    [{"host": "other.example.com"}, {"days": -1}, {"authority": Authority()}],
    ids=["another name", "expired", "another authority"],
)
def test_a_certificate_that_is_not_good_brings_no_keys(fault, tmp_path):
    authority = Authority()
    (tmp_path / "ca.pem").write_bytes(authority.pem())
    signing = fault.pop("authority", authority)
    with (
        SecureEndpoint(signing.context(tmp_path, **fault), KEY) as endpoint,
        Hello(tmp_path, **following(endpoint, ca_file=tmp_path / "ca.pem")) as hello,
    ):
        eventually(lambda: FAILED in hello.said())
        assert not hello.accepts(KEY.field())
        assert endpoint.fetches == []


def test_the_authorities_of_the_system_do_not_know_ours(tmp_path):
    with (
        SecureEndpoint(Authority().context(tmp_path), KEY) as endpoint,
        Hello(tmp_path, **following(endpoint)) as hello,
    ):
        eventually(lambda: FAILED in hello.said())
        assert not hello.accepts(KEY.field())
        assert endpoint.fetches == []
