"""Signs what schemathesis sends, as an app with message signing does: SCHEMATHESIS_HOOKS=signing_hooks."""

from urllib.parse import urlsplit

import schemathesis
from echo import KEY
from messages import Installation, Message, digest_of, signed
from requests import PreparedRequest
from requests.auth import AuthBase
from tokens import token, valid_claims

APP = Installation()
TOKEN = token(payload=valid_claims(ipk=APP.ipk), secret=KEY)


class SignedByApp(AuthBase):
    """Adds a token and the signature of an installation to a request that is about to be sent."""

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        url = urlsplit(request.url)
        body = request.body.encode() if isinstance(request.body, str) else request.body
        fields = [("Approov-Token", TOKEN)]
        for name in ("Content-Type", "Content-Length"):
            if name in request.headers:
                fields.append((name, request.headers[name]))
        if body is not None:
            fields.append(("Content-Digest", digest_of(body, "sha-256")))
        target = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
        message = Message(request.method, target, tuple(fields), scheme=url.scheme, authority=url.netloc)
        request.headers.update(dict(signed(message, APP).fields))
        return request


schemathesis.auth.set_from_requests(SignedByApp())
