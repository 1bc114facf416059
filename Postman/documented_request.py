"""A request of the collection, with the answer that it documents and the tests of it."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import quote

Header = tuple[str, str]


def sample(schema: dict) -> object:
    """Returns a value that a schema allows, as the example of an answer."""
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "oneOf" in schema:
        return sample(schema["oneOf"][0])
    if "examples" in schema:
        return schema["examples"][0]
    if schema["type"] == "array":
        return [sample(schema["items"])]
    return {name: sample(member) for name, member in schema.get("properties", {}).items()}


def script(status: int, schema: dict) -> list[str]:
    """Returns the tests of an answer, whose first line alone says what it must be."""
    return [
        f"const answer = {json.dumps({'status': status, 'body': schema})};",
        "pm.test(`The status is ${answer.status}`, () => pm.response.to.have.status(answer.status));",
        'pm.test("The body is as documented", () => pm.response.to.have.jsonSchema(answer.body));',
    ]


def url(path: str, query: Iterable[Header] = ()) -> dict:
    query = list(query)
    text = "&".join(f"{quote(name)}={quote(value)}" for name, value in query)
    made = {
        "raw": f"{{{{baseUrl}}}}{path}{'?' if query else ''}{text}",
        "host": ["{{baseUrl}}"],
        "path": path[1:].split("/"),
    }
    return {**made, "query": [{"key": name, "value": value} for name, value in query]} if query else made


def request(
    name: str,
    path: str,
    status: int,
    schema: dict,
    description: str,
    *,
    method: str = "GET",
    headers: Iterable[Header] = (),
    query: Iterable[Header] = (),
    body: str | None = None,
) -> dict:
    """Returns a request, its documented answer, and the tests of it."""
    asked: dict = {
        "method": method,
        "header": [{"key": name, "value": value} for name, value in headers],
        "url": url(path, query),
        "description": description,
    }
    if body is not None:
        asked["body"] = {"mode": "raw", "raw": body, "options": {"raw": {"language": "json"}}}
    answer = {
        "name": f"{status}",
        "status": HTTPStatus(status).phrase,
        "code": status,
        "_postman_previewlanguage": "json",
        "header": [{"key": "Content-Type", "value": "application/json"}],
        "body": json.dumps(sample(schema), separators=(",", ":")),
    }
    test = {"listen": "test", "script": {"type": "text/javascript", "exec": script(status, schema)}}
    return {"name": name, "request": asked, "response": [answer], "event": [test]}
