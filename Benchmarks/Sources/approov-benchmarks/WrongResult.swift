/// What is measured did not do what it should, so that its time means nothing.
struct WrongResult: Error {}
