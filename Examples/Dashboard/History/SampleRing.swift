/// The samples of the last hour.
struct SampleRing: Sendable {
    /// How many are kept.
    static let length = 3600

    private var samples: [Sample] = []

    /// The number of the last sample, or 0.
    private(set) var last = 0

    /// Adds a sample, for which the oldest goes once there are enough.
    mutating func append(_ sample: Sample) {
        if self.samples.count < Self.length {
            self.samples.append(sample)
        } else {
            self.samples[self.last % Self.length] = sample
        }
        self.last += 1
    }

    /// Returns the samples behind the one of a number, oldest first, as far as there are any.
    func samples(after number: Int) -> [Sample] {
        let first = max(number, self.last - self.samples.count, 0)
        guard first < self.last else { return [] }
        return (first..<self.last).map { self.samples[$0 % Self.length] }
    }

    /// Returns so many of the last samples.
    func latest(_ count: Int) -> [Sample] {
        self.samples(after: self.last - count)
    }
}
