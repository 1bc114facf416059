#if Hummingbird

/// Something that has written, and has yet to say that it can leave.
protocol Flushable: AnyObject {
    func flush()
}

#endif
