/// A line of input: a token, and what it is to be verified with.
struct JudgeCase: Decodable {
    /// The name of a ring of the configuration.
    let ring: String

    /// The value of `Approov-Token`, or `nil` if the request has none.
    ///
    /// The bytes that no header can have, NUL and line ends, become spaces.
    let token: String?

    /// The value of `Authorization` to which the token must be bound, or `nil` if it need not be bound.
    let authorization: String?
}
