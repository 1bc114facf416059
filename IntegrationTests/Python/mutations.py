"""Makes tokens that are almost right: valid HS256 tokens, mutated at one of four levels.

`text` mutates the compact serialization, `header` and `payload` mutate what is then genuinely signed, and `signature`
mutates the signature.
"""

from collections.abc import Callable
from random import Random

from tokens import base64url, mac

LEVELS = ("text", "header", "payload", "signature")

Members = list[tuple[str, str]]
"""The members of a JSON object: the source texts of their names and of their values."""

FUTURE = "4102444800"

HEADERS: list[Members] = [
    [('"alg"', '"HS256"'), ('"typ"', '"JWT"')],
    [('"typ"', '"JWT"'), ('"alg"', '"HS256"'), ('"kid"', '"12"')],
    [('"alg"', '"HS256"')],
]
PAYLOADS: list[Members] = [
    [('"exp"', FUTURE), ('"did"', '"ExampleApproovTokenDID=="')],
    [('"exp"', FUTURE + ".891912"), ('"ip"', '"192.0.2.7"'), ('"did"', '"ExampleApproovTokenDID=="')],
    [
        ('"exp"', FUTURE),
        ('"ip"', '"192.0.2.7"'),
        ('"did"', '"AAECAwQFBgcICQoLDA0ODw=="'),
        ('"arc"', '"IXPSB7TRK26LXE3M"'),
        ('"iss"', '"example.approov.io"'),
        ('"sub"', '"approov|AAECAwQFBgcICQoLDA0ODw=="'),
        ('"anno"', '["debug","r\u00f6oted"]'),
        ('"pay"', '"TZOejxw1qPsrng5eThgvX/FnBV3UVdIOQxmTJtK4M+U="'),
        ('"iat"', "1700000000"),
    ],
]

NUMBERS = [
    *("0", "-0", "1", "-1", "1.5", "1e2", "1E+2", "1e-2", "1e-400", "1e400", "-1e400", "1e300", "-1e300"),
    *(FUTURE, FUTURE + ".0", FUTURE + ".999999999999999999", "4.1024448e9", "41024448E2", "41024448e+02"),
    *("0" + FUTURE, "+" + FUTURE, FUTURE + ".", ".5", FUTURE + "e", "0x7fffffff", "4_102_444_800", "1,5", "--1"),
    *("9" * 17, "9" * 20, "9" * 309, "-" + "9" * 309, "9" * 4301, "0." + "0" * 400 + "1"),
    *("NaN", "Infinity", "-Infinity", "nan"),
]
STRINGS = [
    *('""', f'"{FUTURE}"', f'" {FUTURE}\\n"', '"4_102_444_800"', '"\uff14\uff11\uff10\uff12\uff14"', '"1e9"'),
    *('"\\u0041\\/\\b\\f\\n\\r\\t\\"\\\\"', '"\\ud83d\\ude00"', '"\U0001f600\u00e9"', '"\\u0000"', '"\x7f"'),
    *('"\\ud800"', '"\\ude00\\ud83d"', '"\ud800"', '"\\ud83d\ude00"', '"\\uD800\\u0041"', '"\\u12"', '"\\x41"'),
    *('"\t"', '"\x00"', "'text'", '"unended', "text"),
]
OTHERS = ["true", "false", "null", "True", "[]", "{}", '["a"]', "[1,]", '{"a":1,"a":2}', '{"a":1,}', f"[{FUTURE}]", ""]
VALUES = NUMBERS + STRINGS + OTHERS

NAMES = ['"sub"', '"jti"', '"iss"', '"aud"', '"anno"', '"did"', '"x"', '""', '"\\u0065xp"', '"\\ud800"', "exp", '"EXP"']
ALGORITHMS = ["HS256", "hs256", "HS384", "HS512", "none", "RS256", "", "HS256 ", "\\u0048S256", "HS256\\u0000"]
TYPES = ["JWT", "jwt", "Jwt", "\\u004aWT", "at+jwt", "JOSE", "JWS", "", "JWT ", "application/jwt"]
EXTENSIONS: Members = [
    ('"crit"', '["b64"]'),
    ('"crit"', '["exp"]'),
    ('"crit"', "[]"),
    ('"b64"', "true"),
    ('"b64"', "false"),
    ('"zip"', '"DEF"'),
    ('"cty"', '"JWT"'),
    ('"enc"', '"A256GCM"'),
    ('"jku"', '"https://attacker.example"'),
    ('"jwk"', '{"kty":"oct","k":"AAAA"}'),
]
CHARACTERS = [*"AZaz09-_+/=.,:;~%\"{}[] \t\n\r\0\x7f", "\u00e9", "\u00a0", "\U0001f600"]
CHANGES = {"set": 70, "add": 5, "remove": 3, "repeat": 5, "shuffle": 5, "nest": 10, "lengthen": 2}
ENCODINGS = ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"]


class Mutator:
    """Draws tokens; the same random numbers make the same tokens."""

    def __init__(self, random: Random):
        self.random = random

    def draw(self) -> tuple[str, str]:
        """Returns the level at which a token was mutated, and the token."""
        (level,) = self.random.choices(LEVELS, weights=[25, 25, 40, 10])
        header, payload = list(self.random.choice(HEADERS)), list(self.random.choice(PAYLOADS))
        if level == "header":
            parts = [self.document(header, self.mutate_header), self.document(payload)]
        elif level == "payload":
            parts = [self.document(header), self.document(payload, self.mutate_payload)]
        else:
            parts = [self.document(header), self.document(payload)]
        signed = ".".join(map(base64url, parts))
        if level == "text" and self.chance(0.5):
            signed = self.mutate_text(signed)
        if level == "signature":
            return level, f"{signed}.{base64url(self.signature(signed))}"
        token = f"{signed}.{base64url(mac(signed))}"
        return level, self.mutate_text(token) if level == "text" else token

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def times(self) -> range:
        return range(self.random.choices([1, 2, 3], weights=[6, 3, 1])[0])

    # Headers and payloads

    def document(self, members: Members, mutate: Callable[[Members], None] | None = None) -> bytes:
        """Returns the bytes of an object, of which the members, the text or the encoding may be mutated."""
        encoding = "utf-8"
        if mutate and self.chance(0.8):
            for _ in self.times():
                mutate(members)
        source = self.source(members)
        if mutate and self.chance(0.25):
            source = self.mutate_source(source)
        if mutate and self.chance(0.05):
            encoding = self.random.choice(ENCODINGS)
        data = source.encode(encoding, "surrogatepass")
        return self.mutate_bytes(data) if mutate and self.chance(0.1) else data

    def source(self, members: Members) -> str:
        separator, colon = self.random.choice([(",", ":"), (", ", ": "), ("\r\n,\t", " : ")])
        return "{" + separator.join(name + colon + value for name, value in members) + "}"

    def mutate_header(self, members: Members) -> None:
        name, value = self.random.choice(
            [
                ('"alg"', self.quoted(ALGORITHMS)),
                ('"typ"', self.quoted(TYPES)),
                ('"typ"', self.random.choice(VALUES)),
                ('"alg"', self.random.choice(VALUES)),
                ('"kid"', self.random.choice(VALUES)),
                self.random.choice(EXTENSIONS),
                self.random.choice(EXTENSIONS),
            ]
        )
        self.mutate_members(members, name, value)

    def mutate_payload(self, members: Members) -> None:
        name = self.random.choice([*NAMES, *['"exp"', '"nbf"', '"iat"'] * 4])
        self.mutate_members(members, name, self.random.choice(VALUES))

    def quoted(self, texts: list[str]) -> str:
        return f'"{self.random.choice(texts)}"'

    def mutate_members(self, members: Members, name: str, value: str) -> None:
        """Sets a member, most of the time; or adds it, removes another one, changes their order, or nests deeply."""
        index = next((i for i, member in enumerate(members) if member[0] == name), None)
        (change,) = self.random.choices([*CHANGES], weights=CHANGES.values())
        match change:
            case "set" if index is not None:
                members[index] = (name, value)
            case "set" | "add":
                members.insert(self.random.randrange(len(members) + 1), (name, value))
            case "remove" if members:
                members.pop(self.random.randrange(len(members)))
            case "repeat" if members:
                members.append(self.random.choice(members))
            case "nest":
                members.append(('"x"', self.nested(self.random.randint(12, 20))))
            case "lengthen":
                members.append(('"x"', f'"{"x" * self.random.randint(5700, 6200)}"'))
            case _:
                self.random.shuffle(members)

    def nested(self, depth: int) -> str:
        brackets = [self.random.choice([("[", "]"), ('{"":', "}"), ("[0,", "]")]) for _ in range(depth - 1)]
        return "".join(start for start, _ in brackets) + "[]" + "".join(end for _, end in reversed(brackets))

    def mutate_source(self, source: str) -> str:
        return self.random.choice(
            [
                lambda: source[:-1] + ",}",
                lambda: source + self.random.choice([" ", "\n", "\0", "x", "{}", ",", "}", "\ufeff", "\x0b", "//"]),
                lambda: self.random.choice([" ", "\t\r\n", "\ufeff", "\x0c", "/**/", "\u00a0"]) + source,
                lambda: f"[{source}]",
                lambda: source[:-1],
                lambda: source.replace(",", "", 1),
                lambda: source.replace('"', "'"),
                lambda: source.replace("e", "\\u0065", 1),
            ]
        )()

    def mutate_bytes(self, data: bytes) -> bytes:
        index = self.random.randrange(len(data))
        byte = bytes([self.random.choice([*range(256), *b'",:{}[]\\0123456789eE+-.'])])
        return data[:index] + self.random.choice([byte, byte + data[index : index + 1], b""]) + data[index + 1 :]

    # Text and signatures

    def mutate_text(self, text: str) -> str:
        for _ in self.times():
            text = self.mutated_text(text) or "A"
        return text

    def mutated_text(self, text: str) -> str:
        index = self.random.randrange(len(text))
        before, character, after = text[:index], text[index], text[index + 1 :]
        other = self.random.choice(CHARACTERS)
        parts = text.split(".")
        part = self.random.randrange(len(parts))
        return self.random.choice(
            [
                lambda: before + other + after,
                lambda: before + other + character + after,
                lambda: before + after,
                lambda: before + character.swapcase() + after,
                lambda: before,
                lambda: after,
                lambda: self.random.choice([" ", "\t", " \t ", "\n", "\0", "\u00a0", "="]) + text,
                lambda: text + self.random.choice([" ", "\t", " \t ", "\r\n", "\0", "\u00a0", "=", "==", ".", ".."]),
                lambda: text.translate(str.maketrans("-_", "+/")),
                lambda: ".".join(self.with_part(parts, part, parts[part] + "=" * (-len(parts[part]) % 4))),
                lambda: ".".join(self.with_part(parts, part, self.in_other_bits(parts[part]))),
                lambda: ".".join(self.with_part(parts, part, "")),
                lambda: ".".join(parts[:part] + parts[part + 1 :]),
                lambda: ".".join(parts[: part + 1] + parts[part:]),
                lambda: ".".join(self.random.sample(parts, len(parts))),
                lambda: text.replace(".", self.random.choice(["", "..", " .", ",", "%2E"]), 1),
            ]
        )()

    @staticmethod
    def with_part(parts: list[str], index: int, text: str) -> list[str]:
        return [*parts[:index], text, *parts[index + 1 :]]

    @staticmethod
    def in_other_bits(text: str) -> str:
        """Returns the base64url text with its last character, of which some bits may be unused, made another."""
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        return text[:-1] + alphabet[alphabet.find(text[-1]) ^ 1] if text else "A"

    def signature(self, signed: str) -> bytes:
        genuine = mac(signed)
        bit = 1 << self.random.randrange(256)
        return self.random.choice(
            [
                lambda: (int.from_bytes(genuine) ^ bit).to_bytes(32),
                lambda: genuine[: self.random.randrange(32)],
                lambda: genuine + self.random.randbytes(self.random.randint(1, 32)),
                lambda: genuine[::-1],
                lambda: bytes(32),
                lambda: genuine.hex().encode(),
                lambda: mac(signed, digest="sha384"),
                lambda: mac(signed, digest="sha384")[:32],
                lambda: mac(signed, secret=b""),
                lambda: mac(signed, secret=bytes(64)),
                lambda: mac(signed + "."),
                lambda: mac(signed.partition(".")[2]),
                lambda: genuine,
            ]
        )()
