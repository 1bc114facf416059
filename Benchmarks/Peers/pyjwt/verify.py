"""Verifies a token with PyJWT as often as standard input says, and prints the nanoseconds."""

import sys
import time
from base64 import b64decode
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_public_key


def main(folder: Path):
    algorithm = (folder / "algorithm").read_text().strip()
    token = (folder / "token").read_text().strip()
    key = (folder / "key").read_bytes()
    # A secret stays bytes: PyJWT looks at it, and makes its HMAC key, in every verification.
    prepared = b64decode(key) if algorithm == "HS256" else load_pem_public_key(key)
    algorithms = [algorithm]
    options = {"require": ["exp"]}
    for line in sys.stdin:
        count = int(line)
        start = time.monotonic_ns()
        for _ in range(count):
            claims = jwt.decode(token, prepared, algorithms=algorithms, options=options)
            if not claims["pay"] or not claims["did"]:
                sys.exit("A claim is missing.")
        print(time.monotonic_ns() - start, flush=True)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except (jwt.InvalidTokenError, KeyError) as error:
        sys.exit(f"The token is refused: {type(error).__name__}.")
