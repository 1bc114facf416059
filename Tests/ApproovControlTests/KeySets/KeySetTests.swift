import Approov
import ApproovControl
import ApproovTesting
import Foundation
import Testing

@Suite("Key sets")
struct KeySetTests {
    private let folder: TemporaryFolder

    init() throws {
        self.folder = try TemporaryFolder()
    }

    private func add(_ algorithm: TokenAlgorithm = .es256, kid: String? = nil, length: Int? = nil) throws(ControlFault)
    {
        let add = KeySetAdd(path: self.folder.path("keys"), algorithm: algorithm, keyID: kid, length: length)
        _ = try add.run(in: .test())
    }

    private func set() throws -> SigningKeySet {
        try SigningKeySet(json: Array(try self.folder.content(of: "keys").utf8))
    }

    @Test("Keys are numbered after the highest number")
    func numbers() throws {
        for kid in [nil, "7", "x", nil, "-3", "99999999999", nil] { try self.add(kid: kid) }
        #expect(try self.set().keys.map(\.keyID) == ["1", "7", "x", "8", "-3", "99999999999", "9"])
    }

    @Test("The file is for its owner only, whoever could read it before, and nothing is left beside it")
    func mode() throws {
        try self.add()
        #expect(try self.folder.mode(of: "keys") == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: self.folder.path("keys"))
        try self.add()
        #expect(try self.folder.mode(of: "keys") == 0o600)
        #expect(try self.folder.names == ["keys"])
    }

    @Test("A link to nothing is left as it is")
    func deadLink() throws {
        try FileManager.default.createSymbolicLink(
            atPath: self.folder.path("keys"),
            withDestinationPath: self.folder.path("nothing")
        )
        #expect(throws: ControlFault.self) { try self.add() }
        #expect(try self.folder.names == ["keys"])
    }

    @Test("Past the greatest running number, a free one is found")
    func greatestNumber() throws {
        for kid in ["2147483647", nil, nil] { try self.add(kid: kid) }
        #expect(try self.set().keys.map(\.keyID) == ["2147483647", "2147483648", "2147483649"])
    }

    @Test("A link to a key set stays one")
    func link() throws {
        try self.add()
        try FileManager.default.createSymbolicLink(
            atPath: self.folder.path("link"),
            withDestinationPath: self.folder.path("keys")
        )
        _ = try KeySetAdd(path: self.folder.path("link"), algorithm: .es256, keyID: nil, length: nil).run(in: .test())
        #expect(try self.set().keys.count == 2)
    }

    @Test("A set that cannot be changed stays as it is")
    func failures() throws {
        try self.add(kid: "1")
        let before = try self.folder.content(of: "keys")
        let path = self.folder.path("keys")
        let cases: [(fault: ControlFault?, expected: ControlFault)] = [
            (
                fault { () throws(ControlFault) in try self.add(kid: "1") },
                .configuration(path, #"There is a key with kid "1" already."#)
            ),
            (
                fault { () throws(ControlFault) in try self.add(kid: "") },
                .configuration(path, "A key of a set needs a kid of 1 to 128 bytes.")
            ),
            (
                fault { () throws(ControlFault) in try self.add(.rs256, length: 1024) },
                .misuse("An RSA key has 2048, 3072 or 4096 bits.")
            ),
            (
                fault { () throws(ControlFault) in try self.add(.es256, length: 2048) },
                .misuse("Only an RSA key has a length of choice; ES256 has its own.")
            ),
        ]
        for (fault, expected) in cases { #expect(fault == expected) }
        #expect(try self.folder.content(of: "keys") == before)
        #expect(try self.folder.names == ["keys"])
    }

    @Test("Two commands do not write the same set at once")
    func lock() throws {
        try self.add()
        let lock = try self.folder.file("keys.lock", "")
        let fault = fault { () throws(ControlFault) in try self.add() }
        #expect(fault?.description.hasPrefix("\(lock): There is such a file, so another command") == true)
        #expect(try self.folder.names == ["keys", "keys.lock"])
    }

    @Test("A list shows no key material", arguments: [false, true])
    func list(isJSON: Bool) throws {
        for algorithm in [TokenAlgorithm.hs256, .es256, .rs256] { try self.add(algorithm) }
        let answer = try KeySetList(path: self.folder.path("keys"), isJSON: isJSON).run(in: .test())
        let json = try self.folder.content(of: "keys")
        let material = json.split(separator: "\"").filter { $0.utf8.count > 40 }
        #expect(material.count > 5)
        for text in material { #expect(!answer.text.contains(text)) }
    }

    @Test("What is exported has public keys alone")
    func export() throws {
        for algorithm in [TokenAlgorithm.hs256, .es256, .rs256] { try self.add(algorithm) }
        let path = self.folder.path("keys")
        let jwks = try KeySetExport(path: path, keyID: nil, format: .jwks).run(in: .test()).text
        #expect(try KeyRing(jwks: jwks).keys.map(\.keyID) == ["2", "3"])
        let jwk = try KeySetExport(path: path, keyID: "3", format: .jwk).run(in: .test()).text
        #expect(try VerificationKey(jwk: jwk).algorithm == .rs256)
        let pem = try KeySetExport(path: path, keyID: "2", format: .pem).run(in: .test()).text
        #expect(try VerificationKey(pem: pem, algorithm: .es256).algorithm == .es256)
        for format in KeySetExport.Format.allCases {
            let fault = fault { () throws(ControlFault) in
                try KeySetExport(path: path, keyID: "1", format: format).run(in: .test())
            }
            #expect(fault == .configuration(path, #"The key with kid "1" is a secret, of which nothing is public."#))
        }
    }

    @Test("A token of any key is verified with the set, and with what is exported", arguments: TokenAlgorithm.allCases)
    func tokens(algorithm: TokenAlgorithm) throws {
        try self.add(.es384, kid: "other")
        try self.add(algorithm, kid: "this")
        let (path, now) = (self.folder.path("keys"), TestIssuer.standardTime)
        let token = try TokenMint(key: .keySet(path: path, keyID: "this"), now: now).run(in: .test()).text
        var keys = [VerifyingKeyChoice.keySet(path: path)]
        if !algorithm.isSymmetric {
            let jwks = try KeySetExport(path: path, keyID: nil, format: .jwks).run(in: .test()).text
            let pem = try KeySetExport(path: path, keyID: "this", format: .pem).run(in: .test()).text
            keys.append(.publicKeys(path: try self.folder.file("jwks", jwks), nil, keyID: nil))
            keys.append(.publicKeys(path: try self.folder.file("pem", pem), algorithm, keyID: nil))
        }
        for key in keys {
            #expect(try TokenVerify(token: .standardInput, key: key, now: now).run(in: .test(input: token)).isYes)
        }
    }
}
