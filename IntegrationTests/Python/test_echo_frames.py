"""Frames, messages and faults: sections 2.2, 2.3 and 2.4 of the specification, mostly without protection."""

import json
import struct
from unittest.mock import ANY

import pytest

from echo import NO_STRINGS, OK, TOPIC, UNMATCHED, WHOOPS, Client, binary_push
from frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Wire, close, frame, handshake

VERSIONS = ["1.0.0", "2.0.0"]
BEAT = b'[null,"1","phoenix","heartbeat",{}]'
BEAT_1 = b'{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"1"}'
MEBIBYTE = 1 << 20


@pytest.fixture(scope="module")
def server(echoes):
    return echoes["unprotected"]


@pytest.fixture(autouse=True)
def witness(server):
    """A healthy socket, joined all along: after each fault it still hears what is said."""
    with server.client() as witness:
        yield witness.join("w")
        witness.say("still here", "w")
        witness.hear_past_others("still here")


@pytest.fixture(params=VERSIONS)
def client(server, request):
    with server.client(request.param) as client:
        yield client


@pytest.fixture
def second(server):
    with server.client("2.0.0") as client:
        yield client


# 2.2, bytes

MASKED_BEAT = bytes.fromhex(
    "81 a3 01 02 03 04 5a 6c 76 68 6d 2e 21 35 23 2e 21 74 69 6d 66 6a 68 7a 21 28 23 6a 66 65 73 76 61 61 60 76 21 28 7a"
    "7f 5e"
)
BINARY_BEAT = bytes.fromhex("00 00 01 07 09 31 70 68 6f 65 6e 69 78 68 65 61 72 74 62 65 61 74")
BINARY_ECHO = bytes.fromhex("00 01 01 0c 07 31 32 65 63 68 6f 3a 63 68 61 6d 62 65 72 65 63 68 6f 5f 69 74 de ad")


def test_the_published_bytes_of_a_heartbeat(second):
    assert MASKED_BEAT == frame(BEAT)
    second.wire.write(MASKED_BEAT)
    second.expect(None, "1", "phx_reply", OK, topic="phoenix")


def test_the_published_bytes_of_a_binary_heartbeat(second):
    assert frame(BINARY_BEAT, BINARY) == binary_push("", "1", "phoenix", "heartbeat")
    second.wire.write(frame(BINARY_BEAT, BINARY))
    second.expect(None, "1", "phx_reply", OK, topic="phoenix")


def test_the_published_bytes_of_a_binary_event(second):
    """It has no credentials, so it is refused in silence."""
    second.join()
    assert frame(BINARY_ECHO, BINARY) == binary_push("1", "2", TOPIC, "echo_it", b"\xde\xad")
    second.wire.write(frame(BINARY_ECHO, BINARY))
    second.is_heard()


def test_a_binary_join_has_no_credentials(second):
    second.wire.write(binary_push("1", "2", TOPIC, "phx_join", b"\xde\xad"))
    second.expect("1", "2", "phx_reply", WHOOPS)
    second.is_not_joined()


def test_a_binary_leave_is_answered_in_text(second):
    second.join()
    second.wire.write(binary_push("1", "4", TOPIC, "phx_leave"))
    second.expect("1", "4", "phx_reply", OK)
    second.expect("1", "1", "phx_close", {})
    second.is_not_joined()


def test_an_empty_binary_join_ref_stays_an_empty_string(second):
    second.wire.write(binary_push("", "4", TOPIC, "phx_leave"))
    second.expect("", "4", "phx_reply", OK)


def test_binary_fields_may_have_255_bytes(second):
    name = "n" * 255
    second.wire.write(binary_push(name, name, name, name, bytes(1000)))
    second.expect(None, name, "phx_reply", UNMATCHED, topic=name)


def test_v1_reads_json_in_a_binary_frame(server):
    with server.client("1.0.0") as client:
        client.wire.write(frame(BEAT_1, BINARY))
        client.expect(None, "1", "phx_reply", OK, topic="phoenix")


def test_extra_elements_are_ignored(second):
    second.wire.write(frame(BEAT[:-1] + b",1,null,{}]"))
    second.expect(None, "1", "phx_reply", OK, topic="phoenix")


def test_extra_keys_and_white_space_are_ignored(server):
    with server.client("1.0.0") as client:
        client.wire.write(frame(BEAT_1.replace(b"{", b' \t\r\n{ "more" : [ ] ,', 1)))
        client.expect(None, "1", "phx_reply", OK, topic="phoenix")


REFS = [
    '"1"',
    '"approov-token"',
    '""',
    '"é😀\\n"',
    "0",
    "1",
    "-7",
    "9007199254740993",
    "1.5",
    "null",
    "true",
    "false",
    "[1]",
]
REFS += ['{"a":1}']


def assert_same(one, other):
    """Compares as text, because Python takes 1 and 1.0 and True for the same."""
    assert json.dumps(one) == json.dumps(other)


@pytest.mark.parametrize("ref", [json.loads(ref) for ref in REFS], ids=REFS)
def test_a_ref_comes_back_unchanged(client, ref):
    client.push(None, ref, "heartbeat", topic="phoenix")
    assert_same(client.receive()[:3], [None, ref, "phoenix"])
    client.push(None, ref, "phx_join", topic="nope")
    assert_same(client.receive()[:3], [None, ref, "nope"])
    client.push(None, ref, "phx_join", client.credentials)
    assert_same(client.receive()[:3], [None, ref, TOPIC])
    client.push(None, ref, "phx_leave")
    assert_same(client.receive()[1], ref)


@pytest.mark.parametrize("ref", [json.loads(ref) for ref in REFS[:9]], ids=REFS[:9])
def test_a_join_ref_comes_back_unchanged(second, ref):
    second.push(ref, "2", "phx_join", second.credentials)
    assert_same(second.receive(), [ref, "2", TOPIC, "phx_reply", OK])
    second.is_heard(ref)
    second.push(ref, "4", "phx_leave")
    assert_same(second.receive(), [ref, "4", TOPIC, "phx_reply", OK])
    assert_same(second.receive(), [ref, ref, TOPIC, "phx_close", {}])


@pytest.mark.parametrize("payload", [{}, {"a": [1, None]}, None, [], "x", 1, True], ids=json.dumps)
@pytest.mark.parametrize("join_ref", [None, "5"])
def test_any_heartbeat_is_answered(client, join_ref, payload):
    client.wire.write(frame(client.text(join_ref, "1", "phoenix", "heartbeat", payload)))
    client.expect(None, "1", "phx_reply", OK, topic="phoenix")


# 2.3, events


def test_join_say_and_leave(client):
    client.join("2")
    client.say("hi", "2")
    client.hear("hi")
    client.push("2", "4", "phx_leave")
    client.expect("2", "4", "phx_reply", OK)
    client.expect("2", "2", "phx_close", {})
    client.is_not_joined()


def test_everyone_who_has_joined_hears_it_in_their_own_version(server, witness):
    with server.client("1.0.0") as first, server.client("2.0.0") as second, server.client("2.0.0") as outside:
        first.join()
        second.join("7")
        second.say("hi", "7")
        for client in (first, second):
            client.hear("hi")
        first.say("ho")
        for client in (first, second):
            client.hear("ho")
        witness.hear_past_others("ho")
        outside.is_answered()


@pytest.mark.parametrize("topic", ["nope", "", "echo", "echo:", "echo:chamber:1", "Echo:chamber", " echo:chamber", "é"])
def test_there_is_one_topic(client, topic):
    client.push("1", "1", "phx_join", client.credentials, topic)
    client.expect(None, "1", "phx_reply", UNMATCHED, topic)
    client.push("1", "2", "echo_it", client.credentials, topic)
    client.expect(None, "2", "phx_reply", UNMATCHED, topic)


@pytest.mark.parametrize("event", ["phx_join", "phx_close", "echo_it", "Heartbeat", ""])
def test_only_heartbeats_go_to_phoenix(client, event):
    client.push(None, "1", event, client.credentials, "phoenix")
    client.expect(None, "1", "phx_reply", UNMATCHED, "phoenix")


@pytest.mark.parametrize("topic", [TOPIC, "nope", "phoenix"])
def test_leaving_without_having_joined_is_answered(client, topic):
    client.push("1", "6", "phx_leave", topic=topic)
    client.expect("1", "6", "phx_reply", OK, topic)
    client.is_answered()


@pytest.mark.parametrize("event", ["shout", "", "ECHO_IT", TOPIC, "heartbeat", "phx_close", "phx_error", "phx_reply"])
def test_an_unknown_event_crashes_the_channel_and_nothing_else(client, event):
    client.join("2")
    client.push("2", "3", event, client.credentials)
    client.expect("2", "2", "phx_error", ANY)
    client.is_not_joined()
    client.join("5").is_heard("5")


@pytest.mark.parametrize("message", [{}, {"a": "b"}], ids=json.dumps)
def test_a_message_that_is_an_object_crashes_the_channel(client, message):
    client.join("2")
    client.say(message, "2")
    client.expect("2", "2", "phx_error", ANY)
    client.join("5").is_heard("5")


@pytest.mark.parametrize("payload", [{}, None, [], "x", 1], ids=json.dumps)
def test_a_refused_join_joins_nothing_and_may_be_repeated(client, payload):
    client.wire.write(frame(client.text("1", "1", TOPIC, "phx_join", payload)))
    client.expect("1", "1", "phx_reply", WHOOPS)
    client.is_not_joined()
    client.join("4").is_heard("4")


def test_a_refused_event_is_silent_and_leaves_the_channel_joined(client):
    client.join()
    for authorization in ("", "Bearer abc", *NO_STRINGS):
        client.say("refused", Authorization=authorization)
    client.push("1", "4", "echo_it", {"message": "refused"})
    client.is_heard()


def test_leaving_needs_no_credentials_and_allows_to_join_again(client):
    for ref in ("1", "4", "9"):
        client.join(ref).is_heard(ref)
        client.push(ref, "x", "phx_leave")
        client.expect(ref, "x", "phx_reply", OK)
        client.expect(ref, ref, "phx_close", {})
    client.is_not_joined()


def test_a_second_join_closes_the_first(client):
    client.join("1")
    client.push("4", "4", "phx_join", client.credentials)
    client.expect("4", "4", "phx_reply", OK)
    client.expect("1", "1", "phx_close", {})
    client.is_heard("4")  # Once, because the first channel is gone.
    client.is_answered()


def test_a_second_join_that_is_refused_closes_the_first_too(client):
    client.join("1")
    client.push("4", "4", "phx_join", {})
    client.expect("4", "4", "phx_reply", WHOOPS)
    client.expect("1", "1", "phx_close", {})
    client.is_not_joined()


def test_what_was_meant_for_an_earlier_channel_is_dropped(second):
    second.join("1")
    second.push("4", "4", "phx_join", second.credentials)
    second.expect("4", "4", "phx_reply", OK)
    second.expect("1", "1", "phx_close", {})
    second.say("stale", "1")
    second.push("1", "8", "shout")
    second.is_heard("4")


def test_a_join_ref_may_be_left_out(second):
    second.push(None, "2", "phx_join", second.credentials)
    second.expect(None, "2", "phx_reply", OK)
    second.is_heard(None)
    second.push(None, "4", "phx_leave")
    second.expect("2", "4", "phx_reply", OK)
    second.expect(None, None, "phx_close", {})


def test_an_event_may_leave_out_the_join_ref(second):
    second.join("1").is_heard(None)


def test_300_pushes_in_one_packet_keep_their_order(client):
    client.join()
    pushes = [
        client.text("1", str(n), TOPIC, "echo_it", {**client.credentials, "message": f"m{n}"}) for n in range(300)
    ]
    client.wire.write(b"".join(map(frame, pushes)))
    for n in range(300):
        client.hear(f"m{n}")


def test_a_whole_life_in_one_packet(client):
    messages = []
    for ref in ("1", "5"):
        messages.append(client.text(ref, ref, TOPIC, "phx_join", client.credentials))
        messages.append(client.text(ref, "2", TOPIC, "echo_it", {**client.credentials, "message": f"hi {ref}"}))
        messages.append(client.text(ref, "3", TOPIC, "phx_leave", {}))
    client.wire.write(b"".join(map(frame, messages)))
    for ref in ("1", "5"):
        client.expect(ref, ref, "phx_reply", OK)
        client.hear(f"hi {ref}")
        client.expect(ref, "3", "phx_reply", OK)
        client.expect(ref, ref, "phx_close", {})


def test_ten_thousand_joins_of_other_topics_harm_nobody(second, witness):
    second.join()
    for start in range(0, 10_000, 500):
        batch = [
            second.text("9", str(n), f"nope:{n}", "phx_join", second.credentials) for n in range(start, start + 500)
        ]
        second.wire.write(b"".join(map(frame, batch)))
        for n in range(start, start + 500):
            second.expect(None, str(n), "phx_reply", UNMATCHED, f"nope:{n}")
    second.is_heard()
    witness.say("after ten thousand", "w")
    witness.hear_past_others("after ten thousand")


def test_a_thousand_joins_of_the_same_topic_leave_one(second):
    second.join("0")
    for ref in map(str, range(1, 1000)):
        second.push(ref, ref, "phx_join", second.credentials)
        second.expect(ref, ref, "phx_reply", OK)
        second.expect(str(int(ref) - 1), str(int(ref) - 1), "phx_close", {})
    second.is_heard("999")
    second.is_answered()


# Frames


def fragments(message: bytes, count: int) -> list[bytes]:
    size = -(-len(message) // count)
    parts = [message[start : start + size] for start in range(0, len(message), size)]
    last = len(parts) - 1
    return [frame(part, CONTINUATION if n else TEXT, fin=n == last) for n, part in enumerate(parts)]


@pytest.mark.parametrize("count", [2, 3, len(BEAT)])
@pytest.mark.parametrize("between", [b"", frame(b"ping", PING)], ids=["nothing between", "with pings between"])
@pytest.mark.parametrize("pieces", ["one write", "a write each"])
def test_fragments_are_put_together(second, count, between, pieces):
    parts = [part + between for part in fragments(BEAT, count)]
    second.wire.write(*([b"".join(parts)] if pieces == "one write" else parts))
    received = [second.wire.message() for _ in range(1 + (count if between else 0))]
    assert sum(message.opcode == PONG for message in received) == len(received) - 1
    (answer,) = (message for message in received if message.opcode == TEXT)
    assert json.loads(answer.payload) == [None, "1", "phoenix", "phx_reply", OK]


def test_empty_fragments_are_fragments(second):
    parts = [frame(b"", fin=False), frame(BEAT, CONTINUATION, fin=False), frame(b"", CONTINUATION)]
    second.wire.write(b"".join(parts))
    second.expect(None, "1", "phx_reply", OK, topic="phoenix")


def test_a_letter_may_be_split_between_fragments(second):
    second.push(None, "é€😀", "heartbeat", topic="phoenix")
    second.expect(None, "é€😀", "phx_reply", OK, topic="phoenix")
    message = '[null,"é€😀","phoenix","heartbeat",{}]'.encode()
    second.wire.write(*fragments(message, len(message)))
    second.expect(None, "é€😀", "phx_reply", OK, topic="phoenix")


def test_a_frame_may_come_byte_by_byte(client):
    sent = frame(client.text(None, "1", "phoenix", "heartbeat", {})) + frame(b"hello", PING)
    client.wire.write(*(sent[index : index + 1] for index in range(len(sent))))
    client.expect(None, "1", "phx_reply", OK, topic="phoenix")
    assert client.wire.message()[:2] == (PONG, b"hello")


@pytest.mark.parametrize("mask", [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x80\x00\x01\x7f"], ids=bytes.hex)
def test_any_mask_is_a_mask(second, mask):
    second.wire.write(frame(BEAT, mask=mask))
    second.expect(None, "1", "phx_reply", OK, topic="phoenix")


@pytest.mark.parametrize("body", [b"", b"hello", b"\xff\0" * 62 + b"x"], ids=len)
def test_a_ping_is_answered_with_its_body(client, body):
    client.wire.write(frame(body, PING))
    assert client.wire.message()[:2] == (PONG, body)


def test_a_pong_that_nobody_asked_for_is_ignored(client):
    client.wire.write(frame(b"hello", PONG) + frame(b"", PONG))
    client.is_answered()


@pytest.mark.parametrize("form", [16, 64])
def test_a_length_in_a_longer_form_is_read_or_refused(second, form):
    second.wire.write(frame(BEAT, form=form))
    message = second.wire.message()
    if message.opcode == CLOSE:
        assert int.from_bytes(message.payload[:2], "big") == 1002
    else:
        assert json.loads(message.payload) == [None, "1", "phoenix", "phx_reply", OK]


def beat_of(size: int) -> bytes:
    """Returns a heartbeat of so many bytes."""
    head, tail = b'[null,"1","phoenix","heartbeat",{"filling":"', b'"}]'
    return head + b"f" * (size - len(head) - len(tail)) + tail


@pytest.mark.parametrize("size", [125, 126, 127, 65535, 65536, MEBIBYTE])
@pytest.mark.parametrize("count", [1, 4])
def test_messages_up_to_a_mebibyte_are_read(second, size, count):
    second.wire.write(*fragments(beat_of(size), count))
    second.expect(None, "1", "phx_reply", OK, topic="phoenix")


def start_of(length: int) -> bytes:
    """Returns the start of a frame that promises so many bytes."""
    return frame(b"[", length=length)


TOO_LARGE = {
    "one byte more": start_of(MEBIBYTE + 1),
    "a gigabyte": start_of(1 << 30),
    "nine gigabytes": start_of(9 << 30),
    "all that 63 bits can say": start_of((1 << 63) - 1),
    "nine gigabytes in binary": frame(b"", BINARY, length=9 << 30),
    "the second fragment": frame(b"a" * MEBIBYTE, fin=False) + frame(b"a", CONTINUATION),
    "the second fragment at once": frame(b"a", fin=False) + frame(b"", CONTINUATION, length=9 << 30),
    "thousands of fragments": frame(b"a", fin=False)
    + frame(b"a" * 100, CONTINUATION, fin=False) * (MEBIBYTE // 100 + 1),
}


@pytest.mark.parametrize("sent", TOO_LARGE.values(), ids=TOO_LARGE.keys())
def test_a_message_of_more_than_a_mebibyte_is_refused_at_once(server, client, sent):
    before = server.measure("VmRSS")
    client.wire.write(sent)
    assert client.wire.close_code() == 1009
    assert server.measure("VmRSS") - before < 64 * MEBIBYTE


# 2.4, faults

PROTOCOL_FAULTS = {
    "no mask": frame(BEAT, mask=None),
    "no mask on a ping": frame(b"", PING, mask=None),
    **{f"reserved bits {rsv:03b}": frame(BEAT, rsv=rsv) for rsv in range(1, 8)},
    "a reserved bit on a ping": frame(b"", PING, rsv=4),
    **{f"opcode {opcode}": frame(b"", opcode) for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)},
    "a continuation of nothing": frame(BEAT, CONTINUATION),
    "an open continuation of nothing": frame(BEAT, CONTINUATION, fin=False),
    "text inside a message": frame(b"[", fin=False) + frame(BEAT),
    "binary inside a message": frame(b"[", fin=False) + frame(BINARY_BEAT, BINARY),
    "a ping of 126 bytes": frame(b"a" * 126, PING),
    "a pong of 126 bytes": frame(b"a" * 126, PONG),
    "a close of 126 bytes": close(1000, b"a" * 124),
    "a fragmented ping": frame(b"a", PING, fin=False),
    "a fragmented pong": frame(b"a", PONG, fin=False),
    "a fragmented close": frame(struct.pack(">H", 1000), CLOSE, fin=False),
    "a close of one byte": frame(b"\x03", CLOSE),
    **{f"close code {code}": close(code) for code in (0, 999, 1004, 1005, 1006, 1015, 5000)},
}


@pytest.mark.parametrize("sent", PROTOCOL_FAULTS.values(), ids=PROTOCOL_FAULTS.keys())
def test_breaking_the_protocol_is_answered_with_1002(client, sent):
    client.wire.write(sent)
    assert client.wire.close_code() == 1002


def test_a_continuation_after_the_end_is_answered_with_1002(second):
    second.wire.write(*fragments(BEAT, 2), frame(b"", CONTINUATION))
    second.expect(None, "1", "phx_reply", OK, topic="phoenix")
    assert second.wire.close_code() == 1002


NO_UTF8 = {
    "a stray byte": b"\xff",
    "too long a form": b"\xc0\xaf",
    "a surrogate": b"\xed\xa0\x80",
    "above U+10FFFF": b"\xf4\x90\x80\x80",
    "cut off": b"\xe2\x82",
}


@pytest.mark.parametrize("bad", NO_UTF8.values(), ids=NO_UTF8.keys())
@pytest.mark.parametrize("how", ["whole", "split", "alone"])
def test_text_that_is_not_utf8_is_answered_with_1007(client, bad, how):
    message = b'[null,"' + bad + b'","phoenix","heartbeat",{}]' if how != "alone" else bad
    client.wire.write(*(fragments(message, len(message)) if how == "split" else [frame(message)]))
    assert client.wire.close_code() == 1007


@pytest.mark.parametrize("bad", NO_UTF8.values(), ids=NO_UTF8.keys())
def test_a_reason_that_is_not_utf8_is_answered_with_1007(client, bad):
    client.wire.write(close(1000, b"because " + bad))
    assert client.wire.close_code() == 1007


@pytest.mark.parametrize("code", [1000, 1001, 1003, 1007, 1011, 3000, 3999, 4000, 4999, None])
@pytest.mark.parametrize("reason", [b"", "Heartbeat timeout é".encode()], ids=["bare", "with a reason"])
def test_a_close_comes_back_with_its_code(client, code, reason):
    client.join()
    client.wire.write(close(code, reason) + frame(BEAT))  # What follows the close is not read.
    message = client.wire.message()
    assert message.opcode == CLOSE
    assert message.payload[:2] == (b"" if code is None else struct.pack(">H", code))
    client.wire.expect_end()


NO_MESSAGES = {
    "no JSON": b"not json",
    "nothing": b"",
    "blanks": b"  ",
    "a number": b"1",
    "a string": b'"heartbeat"',
    "null": b"null",
    "half": BEAT[:-1],
    "half an object": BEAT_1[:-1],
    "more after the end": BEAT + b"]",
    "more after the end of an object": BEAT_1 + b"}",
    "a comma at the end": BEAT[:-1] + b",]",
    "single quotes": BEAT.replace(b'"', b"'"),
    "no array of five": b"[null,null,null,null]",
    "an empty array": b"[]",
    "an empty object": b"{}",
    "a line end in a string": BEAT.replace(b"phoenix", b"pho\nenix"),
    **{
        f"no {key}": json.dumps({k: v for k, v in json.loads(BEAT_1).items() if k != key}).encode()
        for key in json.loads(BEAT_1)
    },
}


@pytest.mark.parametrize("message", NO_MESSAGES.values(), ids=NO_MESSAGES.keys())
@pytest.mark.parametrize("opcode", [TEXT, BINARY])
def test_what_is_no_message_is_answered_with_1011(client, message, opcode):
    client.wire.write(frame(message, opcode))
    assert client.wire.close_code() == 1011


def test_a_message_of_the_other_version_is_answered_with_1011(client):
    client.wire.write(frame(BEAT if client.is_v1 else BEAT_1))
    assert client.wire.close_code() == 1011


NO_BINARY_MESSAGES = {
    "a reply": b"\x01" + BINARY_ECHO[1:],
    "a broadcast": b"\x02" + BINARY_ECHO[1:],
    "an unknown kind": b"\xff" + BINARY_ECHO[1:],
    "a kind alone": b"\0",
    "half the lengths": b"\0\1\1",
    "lengths alone": b"\0\1\1\x0c\7",
    "one byte too few": BINARY_BEAT[:-1],
    "JSON": BEAT,
}


@pytest.mark.parametrize("message", NO_BINARY_MESSAGES.values(), ids=NO_BINARY_MESSAGES.keys())
def test_what_is_no_binary_message_is_answered_with_1011(client, message):
    client.wire.write(frame(message, BINARY))
    assert client.wire.close_code() == 1011


def test_the_server_ends_the_connection_even_if_nobody_answers_its_close(client):
    client.wire.write(frame(b"not json"))
    assert client.wire.message()[:2] == (CLOSE, ANY)
    client.wire.expect_end()


def test_nothing_is_read_after_a_fault(client, witness):
    client.join()
    spoken = client.text("1", "3", TOPIC, "echo_it", {**client.credentials, "message": "too late"})
    client.wire.write(frame(b"not json") + frame(spoken))
    assert client.wire.close_code() == 1011
    witness.say("in time", "w")
    witness.expect(None, None, TOPIC, {"message": "in time, in time, in time..."})


WRONG_TYPES = [None, 1, -1.5, True, [], ["a"], {}, {"a": "b"}]


def survives(server, client, sent: bytes):
    """Sees that it is answered, or closed with 1011, and that the next connection works."""
    client.wire.write(sent + frame(client.text(None, "fence", "phoenix", "heartbeat", {})))
    while (message := client.wire.message()).opcode != CLOSE:
        assert message.opcode == TEXT
        if b'"fence"' in message.payload:
            break
    else:
        assert int.from_bytes(message.payload[:2], "big") == 1011
    with server.client("1.0.0" if client.is_v1 else "2.0.0") as following:
        following.join().is_answered()


@pytest.mark.parametrize("position", range(5), ids=["join_ref", "ref", "topic", "event", "payload"])
@pytest.mark.parametrize("value", WRONG_TYPES, ids=json.dumps)
@pytest.mark.parametrize("event", ["phx_join", "echo_it", "phx_leave", "heartbeat"])
def test_a_field_of_the_wrong_type_harms_nobody(server, client, event, value, position):
    client.join()
    fields = ["1", "2", "phoenix" if event == "heartbeat" else TOPIC, event, client.credentials]
    fields[position] = value
    survives(server, client, frame(client.text(*fields)))


STRANGE_JSON = {
    "1000 arrays": "[" * 1000 + "]" * 1000,
    "100,000 arrays": "[" * 100_000 + "]" * 100_000,
    "100,000 objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "100,000 open arrays": "[" * 100_000,
    "a lone high surrogate": r'{"message":"\ud800"}',
    "a lone low surrogate": r'{"message":"\udc00"}',
    "surrogates the wrong way round": r'{"message":"\udc00\ud800"}',
    "a NUL": r'{"message":"\u0000"}',
    "a number too large": '{"message":1e999}',
    "a number with too many digits": '{"message":' + "9" * 10_000 + "}",
    "a number with too long a fraction": '{"message":0.' + "1" * 10_000 + "}",
    "a number too small": '{"message":1e-99999}',
    "an exponent too large": '{"message":1e99999999999999999999}',
    "a leading zero": '{"message":01}',
    "NaN": '{"message":NaN}',
    "the same name twice": '{"message":"a","message":"b"}',
    "ten thousand names": json.dumps({f"n{n}": n for n in range(10_000)}),
    "a comment": '{"message":/* */"a"}',
    "a byte order mark": '\ufeff{"message":"a"}',
}


@pytest.mark.parametrize("payload", STRANGE_JSON.values(), ids=STRANGE_JSON.keys())
@pytest.mark.parametrize("event", ["heartbeat", "echo_it"])
def test_strange_json_harms_nobody(server, client, event, payload):
    client.join()
    good = json.dumps(client.credentials)[:-1]
    if payload.startswith('{"message'):
        payload = f"{good},{payload[1:]}"
    topic = "phoenix" if event == "heartbeat" else TOPIC
    text = client.text("1", "2", topic, event, "PAYLOAD").decode().replace('"PAYLOAD"', payload)
    survives(server, client, frame(text.encode()))


def test_moderate_nesting_is_fine(client):
    client.wire.write(frame(client.text(None, "1", "phoenix", "heartbeat", {"a": [[[[[{}]]]]]})))
    client.expect(None, "1", "phx_reply", OK, topic="phoenix")


@pytest.mark.parametrize("cut", [1, 2, 5, 6, 20])
@pytest.mark.parametrize("how", ["reset", "close"])
def test_half_a_frame_and_then_nothing_harms_nobody(client, cut, how):
    client.join()
    client.wire.write(frame(client.text(None, "1", "phoenix", "heartbeat", {}))[:cut])
    client.wire.reset() if how == "reset" else client.wire.socket.close()


def test_a_client_that_vanishes_at_any_moment_harms_nobody(server):
    request = handshake("/socket/websocket?Authorization=" + server.user.authorization.replace(" ", "+"))
    for sent in (b"", request[:10], request[:-2], request, request + frame(BEAT_1), request + frame(BEAT_1)[:9]):
        wire = Wire(server.port)
        wire.write(sent)
        wire.reset()


def test_a_close_and_its_channels_leave_in_silence(server, witness):
    with server.client() as client:
        client.join()
        client.wire.write(close(1000))
        assert client.wire.close_code() == 1000
    witness.say("next", "w")
    witness.expect(None, None, TOPIC, {"message": "next, next, next..."})


def test_a_topic_needs_no_ascii_in_either_version(server):
    with server.client("1.0.0") as client:
        client.push(None, "ß", "phx_join", topic="日本")
        assert Client.receive(client) == [None, "ß", "日本", "phx_reply", UNMATCHED]
