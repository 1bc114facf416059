// swift-tools-version: 6.2

import PackageDescription

// The house, bottom-up: a decision that knows no framework, and edges that know one neighbour each and decide nothing.

let package = Package(
    name: "swift-approov",
    platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
    products: [
        // The decision.
        .library(name: "Approov", targets: ["Approov"]),
        .library(name: "ApproovTesting", targets: ["ApproovTesting"]),
        // HTTP message signatures, which know nothing of Approov.
        .library(name: "HTTPMessageSignatures", targets: ["HTTPMessageSignatures"]),
        // The edges.
        .library(name: "ApproovHummingbird", targets: ["ApproovHummingbird"]),
        .library(name: "ApproovHummingbirdTesting", targets: ["ApproovHummingbirdTesting"]),
        .library(name: "ApproovHTTPClient", targets: ["ApproovHTTPClient"]),
        .library(name: "ApproovPhoenix", targets: ["ApproovPhoenix"]),
        .library(name: "ApproovSettings", targets: ["ApproovSettings"]),
        // Phoenix Channels, which know nothing of Approov.
        .library(name: "PhoenixChannels", targets: ["PhoenixChannels"]),
        .library(name: "PhoenixChannelsHummingbird", targets: ["PhoenixChannelsHummingbird"]),
        // The programs.
        .executable(name: "approovctl", targets: ["approovctl"]),
    ],
    traits: [
        .trait(
            name: "Hummingbird",
            description: "Protect the routes of a Hummingbird application, and serve Phoenix Channels with it."
        ),
        .trait(name: "Configuration", description: "Read keys and policy with swift-configuration."),
        .trait(name: "Lifecycle", description: "Refresh keys as a service of swift-service-lifecycle."),
        .trait(name: "HTTPClient", description: "Fetch key sets over HTTPS with AsyncHTTPClient."),
        .trait(
            name: "Tools",
            description: "Build approovctl.",
            enabledTraits: ["Hummingbird", "Configuration", "Lifecycle", "HTTPClient"]
        ),
        .default(enabledTraits: ["Tools"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-structured-headers.git", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.9.0"),
        // Behind the Configuration trait.
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: []),
        // Behind the Hummingbird trait.
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0", traits: []),
        // Behind the Lifecycle trait.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        // Behind the HTTPClient trait.
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.0"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0", traits: []),
        // Behind the Tools trait.
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
    ],
    targets: [
        // JSON, read strictly and in place. Knows nothing of tokens and messages.
        .target(name: "StrictJSON"),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON"]),

        // HTTP message signatures (RFC 9421) and digests (RFC 9530). Knows nothing of Approov, and no clock.
        .target(
            name: "HTTPMessageSignatures",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "RawStructuredFieldValues", package: "swift-http-structured-headers"),
            ]
        ),
        .testTarget(
            name: "HTTPMessageSignaturesTests",
            dependencies: [
                "HTTPMessageSignatures",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            resources: [.copy("Vectors")]
        ),

        // Phoenix Channels: the wire format and the life of a channel. Knows neither sockets nor tokens.
        .target(name: "PhoenixChannels", dependencies: ["StrictJSON"]),
        .testTarget(name: "PhoenixChannelsTests", dependencies: ["PhoenixChannels"]),

        // The decision: is this request from a genuine app? Synchronous; no framework, no sockets, no clock of its own.
        .target(
            name: "Approov",
            dependencies: [
                "HTTPMessageSignatures",
                "StrictJSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(
                    name: "Configuration",
                    package: "swift-configuration",
                    condition: .when(traits: ["Configuration"])
                ),
                .product(
                    name: "ServiceLifecycle",
                    package: "swift-service-lifecycle",
                    condition: .when(traits: ["Lifecycle"])
                ),
                .product(
                    name: "UnixSignals",
                    package: "swift-service-lifecycle",
                    condition: .when(traits: ["Lifecycle"])
                ),
            ]
        ),
        .testTarget(
            name: "ApproovTests",
            dependencies: [
                "Approov",
                "ApproovTesting",
                "HTTPMessageSignatures",
                "StrictJSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(
                    name: "Configuration",
                    package: "swift-configuration",
                    condition: .when(traits: ["Configuration"])
                ),
            ],
            resources: [.copy("Vectors")]
        ),

        // Real tokens and signed requests with throwaway keys, for our tests and our users'.
        .target(
            name: "ApproovTesting",
            dependencies: [
                "Approov",
                "HTTPMessageSignatures",
                "StrictJSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ]
        ),

        // The edge to key sets on the network.
        .target(
            name: "ApproovHTTPClient",
            dependencies: [
                "Approov",
                .product(
                    name: "AsyncHTTPClient",
                    package: "async-http-client",
                    condition: .when(traits: ["HTTPClient"])
                ),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["HTTPClient"])),
                .product(name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["HTTPClient"])),
                .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["HTTPClient"])),
                .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["HTTPClient"])),
            ]
        ),

        .testTarget(
            name: "ApproovHTTPClientTests",
            dependencies: [
                "Approov",
                "ApproovHTTPClient",
                "ApproovTesting",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "HummingbirdTesting", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
            ]
        ),

        // What a server is told by its environment.
        .target(
            name: "ApproovSettings",
            dependencies: [
                "Approov",
                "ApproovHTTPClient",
                .product(
                    name: "Configuration",
                    package: "swift-configuration",
                    condition: .when(traits: ["Configuration"])
                ),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        .testTarget(
            name: "ApproovSettingsTests",
            dependencies: [
                "Approov",
                "ApproovSettings",
                "ApproovTesting",
                .product(
                    name: "Configuration",
                    package: "swift-configuration",
                    condition: .when(traits: ["Configuration"])
                ),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        // What the kernel says of its clock.
        .systemLibrary(name: "CKernelClock"),

        // What approovctl does: tokens, signed requests, secrets, key sets and pins, made, checked and explained.
        .target(
            name: "ApproovControl",
            dependencies: [
                "Approov",
                "ApproovHTTPClient",
                "ApproovSettings",
                "ApproovTesting",
                .target(name: "CKernelClock", condition: .when(platforms: [.linux])),
                "HTTPMessageSignatures",
                "StrictJSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["HTTPClient"])),
                .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["HTTPClient"])),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ]
        ),
        .testTarget(
            name: "ApproovControlTests",
            dependencies: [
                "Approov",
                "ApproovControl",
                "ApproovSettings",
                "ApproovTesting",
                "HTTPMessageSignatures",
                .product(
                    name: "Configuration",
                    package: "swift-configuration",
                    condition: .when(traits: ["Configuration"])
                ),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "HummingbirdTesting", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
            ]
        ),
        .executableTarget(
            name: "approovctl",
            dependencies: [
                "Approov",
                "ApproovControl",
                "HTTPMessageSignatures",
                .product(name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["Tools"])),
            ]
        ),

        // The edge to Hummingbird.
        .target(
            name: "ApproovHummingbird",
            dependencies: [
                "Approov",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Hummingbird"])),
            ]
        ),
        .target(
            name: "ApproovHummingbirdTesting",
            dependencies: [
                "Approov",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Hummingbird"])),
            ]
        ),
        .testTarget(
            name: "ApproovHummingbirdTests",
            dependencies: [
                "Approov",
                "ApproovHummingbird",
                "ApproovHummingbirdTesting",
                "ApproovTesting",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "HummingbirdTesting", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
            ]
        ),

        // The edge from Phoenix Channels to WebSockets.
        .target(
            name: "PhoenixChannelsHummingbird",
            dependencies: [
                "PhoenixChannels",
                .product(name: "DequeModule", package: "swift-collections", condition: .when(traits: ["Hummingbird"])),
                .product(name: "HummingbirdCore", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Hummingbird"])),
                .product(name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["Hummingbird"])),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras", condition: .when(traits: ["Hummingbird"])),
                .product(
                    name: "NIOHTTPTypesHTTP1",
                    package: "swift-nio-extras",
                    condition: .when(traits: ["Hummingbird"])
                ),
                .product(name: "NIOWebSocket", package: "swift-nio", condition: .when(traits: ["Hummingbird"])),
            ]
        ),
        .testTarget(
            name: "PhoenixChannelsHummingbirdTests",
            dependencies: [
                "PhoenixChannels",
                "PhoenixChannelsHummingbird",
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "HummingbirdCore", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "HummingbirdTesting", package: "hummingbird", condition: .when(traits: ["Hummingbird"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Hummingbird"])),
                .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["Hummingbird"])),
                .product(name: "NIOWebSocket", package: "swift-nio", condition: .when(traits: ["Hummingbird"])),
            ]
        ),

        // The edge from the decision to Phoenix Channels.
        .target(
            name: "ApproovPhoenix",
            dependencies: [
                "Approov",
                "PhoenixChannels",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .testTarget(
            name: "ApproovPhoenixTests",
            dependencies: [
                "Approov",
                "ApproovPhoenix",
                "ApproovTesting",
                "PhoenixChannels",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
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
