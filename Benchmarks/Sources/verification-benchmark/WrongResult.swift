/// What is measured did not do what it should, so that its time means nothing.
struct WrongResult: Error, CustomStringConvertible {
    var description: String { "A verification did not give the result that it should." }
}
