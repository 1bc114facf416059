"""The Postman collection: that it is what its script makes, and that the servers answer as it says."""

import json
import re
import sys
from collections.abc import Iterator
from urllib.parse import urlencode

import jwt
import pytest
from jsonschema import Draft7Validator
from servers import ROOT, Response, Server

POSTMAN = ROOT / "Postman"
sys.path.insert(0, str(POSTMAN))

import make_collection  # noqa: E402
import situations  # noqa: E402

OBSERVE = {f"APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN{suffix}": "false" for suffix in ("", "_BINDING")}
SERVERS = {
    # A folder: the program, its arguments, where its settings are, and what else is set
    "Hello, token": ("hello-server", ["--protection", "token"], "Hello", {}),
    "Hello, token binding": ("hello-server", ["--protection", "token-binding"], "Hello", {}),
    "Shapes": ("shapes-server", [], "Shapes", {}),
    "Shapes, both checks observing": ("shapes-server", [], "Shapes", OBSERVE),
    "Echo, token": ("echo-server", ["--protection", "token"], "Echo", {}),
    "Echo, token binding": ("echo-server", ["--protection", "token-binding"], "Echo", {}),
}
COLLECTION = json.loads((POSTMAN / "swift-approov.postman_collection.json").read_text())
ENVIRONMENT = json.loads((POSTMAN / "swift-approov.postman_environment.json").read_text())
VARIABLES = {value["key"]: value["value"] for value in ENVIRONMENT["values"]}

NOT_THESE = {
    # Reasons that no request of the collection has
    "tokenTooLong": "Nobody wants to read a token of 8 KiB.",
    "unknownKey": "There is one key.",
    "keysUnavailable": "There is one key.",
    "lifetimeTooLong": "Not configured.",
    "issuerMismatch": "Not configured.",
    "audienceMismatch": "Not configured.",
}


def requests(item: dict, *names: str) -> Iterator[tuple[str, dict]]:
    """Returns the requests in a folder, in order, each with its place."""
    for child in item["item"]:
        if "item" in child:
            yield from requests(child, *names, child["name"])
        else:
            yield "/".join([*names, child["name"]]), child


ALL = list(requests(COLLECTION))


def answer(item: dict) -> dict:
    """Returns what the first line of the test of a request says that its answer must be."""
    return json.loads(re.fullmatch(r"const answer = (.*);", item["event"][0]["script"]["exec"][0])[1])


def filled(text: str) -> str:
    return re.sub(r"{{(\w+)}}", lambda found: VARIABLES[found[1]], text)


def send(server: Server, request: dict) -> Response:
    url = request["url"]
    target = "/" + "/".join(url["path"])
    if "query" in url:
        target += "?" + urlencode([(pair["key"], pair["value"]) for pair in url["query"]])
    assert filled(url["raw"]) == VARIABLES["baseUrl"] + target
    body = filled(request["body"]["raw"]).encode() if "body" in request else None
    lines = [f"{request['method']} {target} HTTP/1.1", "Host: localhost"]
    lines += [f"{field['key']}: {filled(field['value'])}" for field in request["header"]]
    lines += [] if body is None else [f"Content-Length: {len(body)}"]
    return server.send("\r\n".join([*lines, "", ""]).encode() + (body or b""))


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_answers_as_the_collection_says_and_logs_the_reason_that_it_names(name, tmp_path):
    program, arguments, sources, variables = SERVERS[name]
    settings = ROOT / "Examples" / sources / ".env.example"
    variables = {"LOG_LEVEL": "debug", **variables}
    server = Server(program, *arguments, "--env-file", str(settings), folder=tmp_path, **variables)
    [folder] = [folder for folder in COLLECTION["item"] if folder["name"] == name]
    asked = list(requests(folder))
    for place, item in asked:
        logged = server.log.stat().st_size
        response = send(server, item["request"])
        documented = answer(item)
        assert response.status == documented["status"], (place, response)
        Draft7Validator(documented["body"]).validate(json.loads(response.body))
        reasons = re.findall(r"approov\.outcome=(\w+)", server.log.read_text()[logged:])
        if named := re.search(r"The log says why: `(\w+)`", item["request"]["description"]):
            assert named[1] in reasons, place
    assert len(asked) > 20
    assert server.stop() == 0
    assert "eyJ" not in server.log.read_text()


def test_the_files_are_what_the_script_makes():
    """If not: make postman."""
    made = make_collection.files()
    assert made.keys() == {path.name for path in POSTMAN.glob("*.json")}
    for name, text in made.items():
        assert (POSTMAN / name).read_text() == text


def test_every_folder_has_a_server_and_every_reason_a_request():
    assert [folder["name"] for folder in COLLECTION["item"]] == list(SERVERS)
    source = (ROOT / "Sources" / "Approov" / "Rejection" / "RejectionCode.swift").read_text()
    codes = set(re.findall(r"static let (\w+) = Self", source))
    signing = {code for code in codes if re.match("signature|messageSig|digest|body|replay", code)}
    named = set(re.findall(r"The log says why: `(\w+)`", json.dumps(COLLECTION)))
    assert named == codes - signing - NOT_THESE.keys()


def test_the_collection_is_one_of_version_2_1():
    assert COLLECTION["info"]["schema"] == "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    identifiers = [item[key] for item in _objects(COLLECTION) for key in ("id", "_postman_id") if key in item]
    assert len(identifiers) == len(set(identifiers))
    for place, item in ALL:
        assert item.keys() == {"id", "name", "request", "response", "event"}, place
        assert item["request"].keys() - {"body"} == {"method", "header", "url", "description"}, place
        assert item["request"]["url"]["host"] == ["{{baseUrl}}"], place
        assert all(field.keys() == {"key", "value"} for field in item["request"]["header"]), place
        assert item["event"][0]["listen"] == "test", place
    assert set(re.findall(r"{{(\w+)}}", json.dumps(COLLECTION))) <= VARIABLES.keys()


def test_the_example_of_an_answer_is_one_that_its_test_accepts():
    for place, item in ALL:
        documented = answer(item)
        [example] = item["response"]
        assert example["code"] == documented["status"], place
        Draft7Validator(documented["body"]).validate(json.loads(example["body"]))


def test_pyjwt_accepts_the_tokens_that_are_to_be_good():
    not_good = (situations.Verdict.TOKEN_MISSING, situations.Verdict.TOKEN_WRONG)
    good = {token for it in situations.situations(True) if it.verdict not in not_good for token in it.tokens}
    for token in good:
        assert jwt.decode(token, situations.SECRET, algorithms=["HS256"])["exp"] == situations.FAR
    assert len(good) > 5


def _objects(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for child in value:
            yield from _objects(child)
