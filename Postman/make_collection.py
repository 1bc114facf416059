#!/usr/bin/env python3
"""Writes the Postman collection of the example servers and its environment. The same each time; needs no network."""

import json
import uuid
from pathlib import Path

from answers import DOCUMENT, EMPTY, FORM, GREETING, LOGGED_IN, REGISTERED, SHAPE, TEXT, USERS, detail
from documented_request import Header, request
from situations import FAR, USER, Situation, Verdict, situations, token

FOLDER = Path(__file__).parent
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:swift-approov:postman")

TOKEN = token({"exp": FAR})
SENTENCES = {
    200: "Served.",
    400: "Answered with 400: something is missing.",
    401: "Refused with 401; the client is not told why.",
}


def folder(name: str, description: str, *items: dict) -> dict:
    return {"name": name, "description": description, "item": list(items)}


def all_situations(path: str, field: str, schema: dict, statuses: dict[Verdict, int], *, is_bound: bool) -> list[dict]:
    """Returns a request for each situation at a route with these statuses; 401 for what they do not name."""

    def asked(it: Situation) -> dict:
        users = it.users if is_bound else ()
        status = statuses.get(it.verdict, 401)
        # Where a token that is bound to nothing is served, nothing is wrong.
        is_logged = it.reason and not (it.verdict is Verdict.UNBOUND and status == 200)
        reason = f" The log says why: `{it.reason}`." if is_logged else ""
        return request(
            it.name,
            path,
            status,
            schema if status == 200 else EMPTY,
            f"{it.why}\n\n{SENTENCES[status]}{reason}",
            headers=[*((field, value) for value in it.tokens), *(("Authorization", value) for value in users)],
        )

    return [asked(it) for it in situations(is_bound)]


GOOD = {Verdict.GOOD: 200}
SHAPES = {Verdict.GOOD: 200, Verdict.UNBOUND: 200, Verdict.TOKEN_MISSING: 400, Verdict.USER_MISSING: 400}
OFF = {verdict: 200 for verdict in Verdict} | {Verdict.USER_MISSING: 400}


def description_of_the_api() -> dict:
    return request("Its description in OpenAPI", "/openapi.json", 200, DOCUMENT, "Everybody may read it.")


def hello() -> list[dict]:
    field = "Approov-Token"
    good = [(field, TOKEN)]
    return [
        folder(
            "Hello, token",
            "Start the server with `make hello`. Every request needs a valid token.",
            description_of_the_api(),
            *all_situations("/", field, GREETING, GOOD, is_bound=False),
            request(
                "Another path, without a token",
                "/nope",
                401,
                EMPTY,
                "Who has no token does not learn which paths there are.",
            ),
            request("Another path, with a token", "/nope", 404, EMPTY, "There is no such path.", headers=good),
            request(
                "Another method, with a token",
                "/",
                405,
                EMPTY,
                "`Allow` says which there are.",
                method="POST",
                headers=good,
            ),
            request(
                "The token in the query",
                "/",
                401,
                EMPTY,
                "A token in a URL ends up in logs, so nobody looks for it there.",
                query=good,
            ),
            request(
                "The token in another field",
                "/",
                401,
                EMPTY,
                "Only `Approov-Token` counts here.",
                headers=[("X-Approov-Token", TOKEN)],
            ),
        ),
        folder(
            "Hello, token binding",
            "Start the server with `make hello PROTECTION=token-binding`. Every request needs a token that is bound to "
            "its `Authorization`.",
            *all_situations("/", field, GREETING, GOOD, is_bound=True),
        ),
    ]


def shapes() -> list[dict]:
    field = "Approov-Token"
    return [
        folder(
            "Shapes",
            "Start the server with `make run`. 400 says that something is missing, 401 that something is wrong.",
            folder(
                "v1, as before",
                "Not protected.",
                description_of_the_api(),
                request("Hello", "/v1/hello", 200, TEXT, "Everybody is greeted."),
                request("A shape", "/v1/shapes", 200, SHAPE, "Everybody gets a shape."),
                request("A form", "/v1/forms", 200, FORM, "Any credential will do.", headers=[("Authorization", USER)]),
                request("A form without a credential", "/v1/forms", 400, EMPTY, "There is no `Authorization`."),
            ),
            folder(
                "v2, unprotected",
                "Not protected either.",
                request("Hello", "/v2/hello", 200, TEXT, "Everybody is greeted."),
                request(
                    "Hello with a bad token", "/v2/hello", 200, TEXT, "Nobody looks at it.", headers=[(field, "bad")]
                ),
                request("Another method", "/v2/shapes", 405, EMPTY, "`Allow` says which there are.", method="POST"),
                request("Another path", "/v2/nope", 404, EMPTY, "There is no such path."),
            ),
            folder(
                "v2/shapes, for genuine apps",
                "Needs a valid token.",
                *all_situations("/v2/shapes", field, SHAPE, SHAPES, is_bound=False),
            ),
            folder(
                "v2/forms, for their users",
                "Needs a valid token and an `Authorization`; if the token is bound, to that.",
                *all_situations("/v2/forms", field, FORM, SHAPES, is_bound=True),
            ),
        ),
        folder(
            "Shapes, both checks observing",
            "Start the server with `APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN=false "
            "APPROOV_ABORT_REQUEST_ON_INVALID_TOKEN_BINDING=false make run`. "
            "What is wrong is logged, and the request is served. Only the credential must be there.",
            request("A shape without a token", "/v2/shapes", 200, SHAPE, "Logged, and served."),
            request(
                "A shape with a bad token", "/v2/shapes", 200, SHAPE, "Logged, and served.", headers=[(field, "bad")]
            ),
            *all_situations("/v2/forms", field, FORM, OFF, is_bound=True),
        ),
    ]


def echo() -> list[dict]:
    field = "X-Approov-Token"
    good = [(field, TOKEN)]
    json_type = ("Content-Type", "application/json")
    user = {"username": "{{username}}", "password": "{{password}}"}

    def posted(
        name: str, path: str, status: int, schema: dict, description: str, body: object, headers: list[Header] = good
    ) -> dict:
        text = body if isinstance(body, str) else json.dumps(body, indent=2)
        return request(name, path, status, schema, description, method="POST", headers=[json_type, *headers], body=text)

    failed = {"const": {"error": "Failed to authenticate user"}}
    invalid = detail("Unprocessable Entity")
    home = [
        folder(
            "Greeting",
            "Needs a valid token.",
            description_of_the_api(),
            *all_situations("/", field, GREETING, GOOD, is_bound=False),
        ),
        folder(
            "Where the token may be",
            "In the header, in the query or in a body; if there is the header, it alone counts.",
            request("In the query", "/", 200, GREETING, "Where a WebSocket of a browser can send it.", query=good),
            request("A bad one in the query", "/", 401, EMPTY, "`malformedToken`", query=[(field, "bad")]),
            request(
                "A good header, a bad query",
                "/",
                200,
                GREETING,
                "The header counts.",
                headers=good,
                query=[(field, "bad")],
            ),
            request(
                "A bad header, a good query",
                "/",
                401,
                EMPTY,
                "The header counts.",
                headers=[(field, "bad")],
                query=good,
            ),
            request(
                "In the field of the other servers",
                "/",
                401,
                EMPTY,
                "Only `X-Approov-Token` counts here.",
                headers=[("Approov-Token", TOKEN)],
            ),
            posted(
                "In a body",
                "/auth/login",
                200,
                failed,
                "Beside the name.",
                {"username": "nobody", "password": "very_strong_password", field: TOKEN},
                [],
            ),
        ),
        folder(
            "Users",
            "They register and log in with the name and the password of the environment.",
            posted(
                "Register",
                "/auth/register",
                200,
                REGISTERED,
                "The id of a new user; an `error` if the name is taken, as it is the second time.",
                user,
            ),
            posted(
                "Log in",
                "/auth/login",
                200,
                LOGGED_IN,
                "The login token goes into the variable `login`. The socket takes it for a day.",
                user,
            ),
            posted(
                "Log in with another password",
                "/auth/login",
                200,
                failed,
                "The status is 200 all the same.",
                {**user, "password": "another_password"},
            ),
            posted(
                "Log in as nobody",
                "/auth/login",
                200,
                failed,
                "The same answer, so that names cannot be found out.",
                {"username": "nobody", "password": "very_strong_password"},
            ),
            posted(
                "A short password",
                "/auth/register",
                422,
                invalid,
                "It must have 8 bytes.",
                {**user, "password": "short"},
            ),
            posted("No password", "/auth/register", 422, invalid, "Both are needed.", {"username": "{{username}}"}),
            posted(
                "Malformed JSON",
                "/auth/login",
                400,
                detail("Bad Request"),
                "The body is read before the token is looked at.",
                "{",
                [],
            ),
            posted("Without an Approov token", "/auth/login", 401, EMPTY, "`missingToken`", user, []),
            request(
                "No JSON wanted",
                "/",
                406,
                detail("Not Acceptable"),
                "There is nothing but JSON.",
                headers=[*good, ("Accept", "text/html")],
            ),
            request("Another path", "/nope", 404, detail("Not Found"), "No token is needed to be told so."),
            request(
                "Another method",
                "/",
                404,
                detail("Not Found"),
                "Phoenix answers so, and Approov's apps know it.",
                method="PUT",
                headers=good,
            ),
        ),
    ]
    save = 'if (pm.response.json().token) { pm.environment.set("login", pm.response.json().token); }'
    home[2]["item"][1]["event"][0]["script"]["exec"].append(save)
    return [
        folder(
            "Echo, token",
            "Start the server with `make echo`. A WebSocket cannot be kept in a collection of HTTP requests: the "
            "README of the repository shows how to talk over it.",
            *home,
        ),
        folder(
            "Echo, token binding",
            "Start the server with `make echo PROTECTION=token-binding`. Over HTTP, only `/users` wants a bound token.",
            folder(
                "Users",
                "Needs a token that is bound to its `Authorization`.",
                *all_situations("/users", field, USERS, GOOD, is_bound=True),
            ),
            folder(
                "Greeting",
                "Any valid token will do.",
                request("Without a token", "/", 401, EMPTY, "`missingToken`"),
                request(
                    "With a token that is bound to nothing",
                    "/",
                    200,
                    GREETING,
                    "Users who are to log in have nothing yet to bind it to.",
                    headers=good,
                ),
            ),
        ),
    ]


def identified(item: dict, place: str = "") -> dict:
    """Returns an item with an id that depends on where it is, and nothing else."""
    place = f"{place}/{item['name']}"
    made = {"id": str(uuid.uuid5(NAMES, place)), **item}
    if "item" in item:
        made["item"] = [identified(child, place) for child in item["item"]]
    for answer in made.get("response", []):
        answer["id"] = str(uuid.uuid5(NAMES, f"{place}#{answer['name']}"))
    return made


def collection() -> dict:
    about = (
        "Every situation that the example servers of swift-approov know, with the documented answer and a test of it. "
        "Start the server that a folder names, choose the environment, and run the folder.\n\n"
        "The tokens are signed with the development secret that Approov publishes, so they are worth nothing anywhere "
        "else. Signed requests (RFC 9421) live for seconds and cannot be kept here: `approovctl message sign` makes "
        "them.\n\n"
        "swift-approov is independent of Approov: not made, endorsed or supported by Approov or CriticalBlue."
    )
    return {
        "info": {"_postman_id": str(NAMES), "name": "swift-approov", "description": about, "schema": SCHEMA},
        "item": [identified(item) for item in (*hello(), *shapes(), *echo())],
        "auth": {"type": "noauth"},
    }


def environment() -> dict:
    values = {
        "baseUrl": "http://127.0.0.1:8002",
        "username": "me@example.com",
        "password": "very_strong_password",
        "login": "",
    }
    return {
        "id": str(uuid.uuid5(NAMES, "environment")),
        "name": "swift-approov, on this machine",
        "values": [{"key": name, "value": value, "type": "default", "enabled": True} for name, value in values.items()],
        "_postman_variable_scope": "environment",
    }


def files() -> dict[str, str]:
    """Returns the texts of the files by name."""
    made = {
        "swift-approov.postman_collection.json": collection(),
        "swift-approov.postman_environment.json": environment(),
    }
    return {name: json.dumps(content, indent=2, ensure_ascii=False) + "\n" for name, content in made.items()}


def main():
    for name, text in files().items():
        (FOLDER / name).write_text(text)


if __name__ == "__main__":
    main()
