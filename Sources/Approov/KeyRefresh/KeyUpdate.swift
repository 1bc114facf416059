/// What a ``KeySource`` answers.
public struct KeyUpdate: Sendable {
    /// The keys, or `nil` if they have not changed.
    public let ring: KeyRing?

    /// What the source knows these keys by, such as an `ETag`, if anything.
    public let version: String?

    /// How long the source says that its answer stays good, if it does.
    ///
    /// A refresher asks again before; it may ask earlier, and it goes on with old keys if it gets no newer ones.
    public let lifetime: Duration?

    private init(ring: KeyRing?, version: String?, lifetime: Duration?) {
        self.ring = ring
        self.version = version
        self.lifetime = lifetime
    }

    /// These are the keys now.
    public static func changed(to ring: KeyRing, version: String? = nil, lifetime: Duration? = nil) -> KeyUpdate {
        KeyUpdate(ring: ring, version: version, lifetime: lifetime)
    }

    /// The keys are still those of the version that was asked about.
    public static func unchanged(lifetime: Duration? = nil) -> KeyUpdate {
        KeyUpdate(ring: nil, version: nil, lifetime: lifetime)
    }
}
