/// What the metrics of the servers here mean.
///
/// `Documentation/Metrics.md` has the same sentences, and a test that they are the same.
public enum MetricMeanings {
    /// The meanings by the names that the program gives them.
    public static let texts = [
        "approov.bodies": "Bodies compared with the digest that was signed, by outcome and mode.",
        "approov.keys.age": "Seconds since the keys were last found to be those of their source.",
        "approov.keys.valid": "Keys that are valid now.",
        "approov.keys.refreshes": "Looks at a key source, by what came of them.",
        "approov.verification.duration": "Time that verifications took.",
        "approov.verifications":
            "Verifications by outcome: accepted, or the check that failed; refused in the mode enforce, let through in observe.",
        "echo.channels": "Channels that are joined now.",
        "echo.events": "Events received on channels.",
        "echo.sockets": "Sockets that are open now.",
        "echo.users": "Checks of a user's login on sockets, joins and events.",
        "metrics.series.dropped": "Series that were not kept because there were too many, or their name was taken.",
        "process.resident.memory.bytes": "Resident memory in bytes.",
        "process.start.time.seconds": "When the process started, in seconds since 1970.",
    ]
}
