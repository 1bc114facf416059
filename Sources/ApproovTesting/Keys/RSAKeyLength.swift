/// How long a new RSA key is, in bits.
package enum RSAKeyLength: Int, Sendable, CaseIterable {
    case bits2048 = 2048
    case bits3072 = 3072
    case bits4096 = 4096
}
