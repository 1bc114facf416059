"""The few lines of Flask and PyJWT that check an Approov token and its binding."""

import hmac
import os
from base64 import b64decode, b64encode
from hashlib import sha256

import jwt
from flask import Flask, abort, request

SECRET = b64decode(os.environ["APPROOV_BASE64_SECRET"])
OPTIONS = {"require": ["exp"]}

app = Flask(__name__)


def check():
    """Ends the request unless a genuine app sends it for the user whose credential it carries."""
    try:
        claims = jwt.decode(request.headers.get("Approov-Token", ""), SECRET, algorithms=["HS256"], options=OPTIONS)
    except jwt.InvalidTokenError:
        abort(401)
    bound = b64encode(sha256(request.headers.get("Authorization", "").encode()).digest()).decode()
    if not hmac.compare_digest(claims.get("pay", ""), bound):
        abort(401)


@app.get("/")
def hello():
    return {"message": "Hello, World!"}


@app.get("/protected")
def protected():
    check()
    return {"message": "Hello, World!"}
