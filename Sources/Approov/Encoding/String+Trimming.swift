extension String {
    /// Returns the string without spaces, tabs and line ends around it.
    package func trimmingASCIIWhitespace() -> String {
        func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
        guard let first = self.utf8.firstIndex(where: { !isWhitespace($0) }),
            let last = self.utf8.lastIndex(where: { !isWhitespace($0) })
        else { return "" }
        return String(self[first...last])
    }
}
