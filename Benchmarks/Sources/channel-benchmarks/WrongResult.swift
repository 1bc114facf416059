/// What is measured did not do what it should, so that its figures mean nothing.
struct WrongResult: Error {}
