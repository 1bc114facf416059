// swift-tools-version: 6.2

import PackageDescription

// The servers that a phone can talk to. Each is a library with a function that builds the application, which its tests call
// too, and a program that reads the environment and runs it.

let package = Package(
    name: "Examples",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "hello-server", targets: ["hello-server"]),
        .executable(name: "shapes-server", targets: ["shapes-server"]),
        .executable(name: "sample-requests", targets: ["sample-requests"]),
        .executable(name: "echo-server", targets: ["echo-server"]),
    ],
    dependencies: [
        .package(name: "swift-approov", path: ".."),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.9.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.5.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.8.0"),
    ],
    targets: [
        // The metrics of a process in memory, and the text format of Prometheus.
        .target(
            name: "ServerMetrics",
            dependencies: [.product(name: "CoreMetrics", package: "swift-metrics")],
            path: "ServerMetrics"
        ),
        .testTarget(
            name: "ServerMetricsTests",
            dependencies: [
                "ServerMetrics",
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            path: "Tests/ServerMetricsTests"
        ),

        // A page that shows them, for one user with a password.
        .target(
            name: "Dashboard",
            dependencies: [
                "ServerMetrics",
                "WebPages",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Dashboard",
            resources: [
                .embedInCode("Page/dashboard.css"), .embedInCode("Page/dashboard.js"), .embedInCode("Page/icon.svg"),
            ]
        ),
        .testTarget(
            name: "DashboardTests",
            dependencies: [
                "Dashboard",
                "ServerMetrics",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "ApproovTesting", package: "swift-approov"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            path: "Tests/DashboardTests"
        ),

        // What the servers have in common: settings, start and stop, and answers like those of the Flask originals.
        .target(
            name: "ExampleServer",
            dependencies: [
                "Dashboard",
                "ServerMetrics",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "ExampleServer"
        ),
        .testTarget(
            name: "ExampleServerTests",
            dependencies: [
                "ExampleServer",
                "ServerMetrics",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "ApproovTesting", package: "swift-approov"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            path: "Tests/ExampleServerTests"
        ),

        // What pages have in common: a strict Content-Security-Policy, and text that stays text.
        .target(
            name: "WebPages",
            dependencies: [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            path: "WebPages"
        ),
        .testTarget(name: "WebPagesTests", dependencies: ["WebPages"], path: "Tests/WebPagesTests"),

        // "Hello, World!", without protection, with a token, with a token that is bound to the user's credential.
        .target(
            name: "HelloServer",
            dependencies: [
                "ExampleServer",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovHummingbird", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Hello/HelloServer",
            resources: [
                .embedInCode("OpenAPI/openapi.json"),
                .embedInCode("OpenAPI/token.json"),
                .embedInCode("OpenAPI/token-binding.json"),
                .embedInCode("OpenAPI/message-signing.json"),
            ]
        ),
        .executableTarget(
            name: "hello-server",
            dependencies: [
                "ExampleServer",
                "HelloServer",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
            ],
            path: "Hello/hello-server"
        ),
        .testTarget(
            name: "HelloServerTests",
            dependencies: [
                "ExampleServer",
                "HelloServer",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovHummingbirdTesting", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "ApproovTesting", package: "swift-approov"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/HelloServerTests"
        ),

        // The Shapes API that Approov's demo apps talk to.
        .target(
            name: "ShapesServer",
            dependencies: [
                "ExampleServer",
                "Playground",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovHummingbird", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Shapes/ShapesServer",
            resources: [
                .embedInCode("OpenAPI/openapi.json"),
                .embedInCode("OpenAPI/protected.json"),
            ]
        ),
        // Its pages to try it on, with their files compiled in.
        .target(
            name: "Playground",
            dependencies: [
                "ExampleServer",
                "WebPages",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovHummingbird", package: "swift-approov"),
                .product(name: "ApproovPhoenix", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "ApproovTesting", package: "swift-approov"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "PhoenixChannels", package: "swift-approov"),
                .product(name: "PhoenixChannelsHummingbird", package: "swift-approov"),
            ],
            path: "Shapes/Playground",
            resources: [.embedInCode("Web")]
        ),
        .executableTarget(
            name: "shapes-server",
            dependencies: [
                "ExampleServer",
                "ShapesServer",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
            ],
            path: "Shapes/shapes-server"
        ),
        // Prints requests to paste, with fresh tokens for the development secret.
        .executableTarget(
            name: "sample-requests",
            dependencies: [
                "ExampleServer",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "ApproovTesting", package: "swift-approov"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Shapes/sample-requests"
        ),
        .testTarget(
            name: "ShapesServerTests",
            dependencies: [
                "ShapesServer",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovHummingbirdTesting", package: "swift-approov"),
                .product(name: "ApproovTesting", package: "swift-approov"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/ShapesServerTests"
        ),

        .testTarget(
            name: "PlaygroundTests",
            dependencies: [
                "ExampleServer",
                "Playground",
                "ShapesServer",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovHummingbird", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/PlaygroundTests"
        ),

        // The Phoenix Channels server that Approov's demo apps echo with.
        .target(
            name: "EchoServer",
            dependencies: [
                "Dashboard",
                "ExampleServer",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovHummingbird", package: "swift-approov"),
                .product(name: "ApproovPhoenix", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "PhoenixChannels", package: "swift-approov"),
                .product(name: "PhoenixChannelsHummingbird", package: "swift-approov"),
            ],
            path: "Echo/EchoServer",
            resources: [
                .embedInCode("OpenAPI/openapi.json"),
                .embedInCode("OpenAPI/token.json"),
                .embedInCode("OpenAPI/token-binding.json"),
            ]
        ),
        .executableTarget(
            name: "echo-server",
            dependencies: [
                "EchoServer",
                "ExampleServer",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Echo/echo-server"
        ),
        .testTarget(
            name: "EchoServerTests",
            dependencies: [
                "EchoServer",
                "ExampleServer",
                "ServerMetrics",
                .product(name: "Approov", package: "swift-approov"),
                .product(name: "ApproovSettings", package: "swift-approov"),
                .product(name: "ApproovTesting", package: "swift-approov"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "InMemoryLogging", package: "swift-log"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "PhoenixChannels", package: "swift-approov"),
                .product(name: "PhoenixChannelsHummingbird", package: "swift-approov"),
            ],
            path: "Tests/EchoServerTests"
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
