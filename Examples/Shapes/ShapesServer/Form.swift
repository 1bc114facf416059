import ExampleServer

/// The forms of the API.
enum Form {
    /// One of them, each as likely as the others.
    static var random: JSONAnswer {
        switch Int.random(in: 0..<4) {
        case 0: JSONAnswer("form", "Sphere")
        case 1: JSONAnswer("form", "Cone")
        case 2: JSONAnswer("form", "Cube")
        default: JSONAnswer("form", "Box")
        }
    }
}
