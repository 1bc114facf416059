/// Thrown for a query or a body that is not what it says it is.
struct MalformedInput: Error {}
