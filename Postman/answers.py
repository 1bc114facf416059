"""What the servers answer: JSON schemas of the bodies."""


def one_of(name: str, *values: str) -> dict:
    """Returns the schema of an object with one member."""
    return {
        "type": "object",
        "required": [name],
        "additionalProperties": False,
        "properties": {name: {"enum": list(values)}},
    }


def detail(text: str) -> dict:
    return {"const": {"errors": {"detail": text}}}


EMPTY = {"const": {}}
GREETING = {"const": {"message": "Hello, World!"}}
TEXT = {"const": {"text": "Hello, World!"}}
SHAPE = one_of("shape", "Circle", "Triangle", "Square", "Rectangle")
FORM = one_of("form", "Sphere", "Cone", "Cube", "Box")
ID = {
    "type": "string",
    "pattern": "^[0-9A-F]{64}$",
    "examples": ["6D223B56597F7B95FA01498D7322CEE484C66FBBCFAC2DD5705729C143A911E0"],
}
USERS = {"type": "object", "required": ["users"], "properties": {"users": {"type": "array", "items": ID}}}
REGISTERED = {
    "oneOf": [
        {"type": "object", "required": ["id"], "additionalProperties": False, "properties": {"id": ID}},
        {"const": {"error": "Failed to create user"}},
    ]
}
LOGGED_IN = {
    "type": "object",
    "required": ["token"],
    "additionalProperties": False,
    "properties": {"token": {"type": "string", "pattern": "^Bearer [A-Za-z0-9_-]+$", "examples": ["Bearer AbC-_123"]}},
}
ANY_OBJECT = {"type": "object"}
DOCUMENT = {
    "type": "object",
    "required": ["openapi", "info", "paths"],
    "properties": {"openapi": {"const": "3.1.0"}, "info": ANY_OBJECT, "paths": ANY_OBJECT},
}
