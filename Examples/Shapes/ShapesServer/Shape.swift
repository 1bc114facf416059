import ExampleServer

/// The shapes of the API.
enum Shape {
    /// One of them, each as likely as the others.
    static var random: JSONAnswer {
        switch Int.random(in: 0..<4) {
        case 0: JSONAnswer("shape", "Circle")
        case 1: JSONAnswer("shape", "Triangle")
        case 2: JSONAnswer("shape", "Square")
        default: JSONAnswer("shape", "Rectangle")
        }
    }
}
