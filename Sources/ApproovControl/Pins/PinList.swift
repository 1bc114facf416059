/// Prints the pins of the certificates and public keys in a PEM file.
package struct PinList: Sendable {
    private let source: InputSource
    private let isJSON: Bool

    package init(_ source: InputSource, isJSON: Bool) {
        self.source = source
        self.isJSON = isJSON
    }

    package func run(in surroundings: Surroundings) throws(ControlFault) -> Answer {
        let text = String(decoding: try surroundings.bytes(of: self.source, "certificates in PEM"), as: UTF8.self)
        var pins: [Pin] = []
        for (index, block) in PEMBlock.all(in: text).enumerated() {
            do throws(PinFault) {
                if let pin = try Pin(block) { pins.append(pin) }
            } catch {
                throw .configuration(self.source.name, "Block \(index + 1), a \(error.label), cannot be read.")
            }
        }
        guard !pins.isEmpty else {
            throw .configuration(self.source.name, "There is no CERTIFICATE and no PUBLIC KEY block in PEM.")
        }
        guard !self.isJSON else {
            return Answer(lines: [JSONOutput.object([("pins", .array(pins.map(\.json)))]).line])
        }
        return Answer(lines: Table.lines(pins.map(\.cells)))
    }
}
