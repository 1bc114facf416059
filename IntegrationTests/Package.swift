// swift-tools-version: 6.2

import PackageDescription

// Where other people's implementations judge ours: jwt-kit in Swift, and PyJWT by way of a judge that any language can ask.

let package = Package(
    name: "IntegrationTests",
    platforms: [.macOS(.v15)],
    dependencies: [
        // The name says which package is meant whatever the folder of the clone is called.
        .package(name: "swift-approov", path: "..", traits: []),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0", traits: []),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
    ],
    targets: [
        // Tokens in, verdicts out, one per line.
        .executableTarget(
            name: "approov-judge",
            dependencies: [
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),

        // jwt-kit signs for us, and verifies what we sign.
        .testTarget(
            name: "JWTKitTests",
            dependencies: [
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovTesting", package: "swift-approov"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .strictMemorySafety(),
            .enableUpcomingFeature("ExistentialAny"),  // SE-0335
            .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
            .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
            .enableUpcomingFeature("InferIsolatedConformances"),  // SE-0470
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
        ]
}
