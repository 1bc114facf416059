#if Configuration && HTTPClient

public import Approov
public import Configuration
import Foundation
public import Logging

/// The environment variables of a server, and those of its `.env` file that the environment does not set.
public struct Settings: Sendable {
    private let reader: ConfigReader

    /// Takes the settings from a configuration.
    public init(_ reader: ConfigReader) {
        self.reader = reader
    }

    /// Reads the process environment and a file.
    ///
    /// - Parameter environmentFile: The file, which must exist, or `nil` for `.env` in the working folder, which need not.
    /// - Throws: ``StartUpFault`` if the file cannot be read, or has a line that makes no sense.
    public init(environmentFile: String?) throws(StartUpFault) {
        let secrets: SecretsSpecifier<String, String> = .dynamic { name, _ in
            name.contains("SECRET") || name.contains("PASSWORD") || name.contains("ACCOUNT_KEYS")
        }
        let file = try EnvironmentFile.variables(in: environmentFile)
        let environment = ProcessInfo.processInfo.environment.mapValues(Self.unquoted)
        self.init(
            ConfigReader(providers: [
                EnvironmentVariablesProvider(environmentVariables: environment, secretsSpecifier: secrets),
                EnvironmentVariablesProvider(environmentVariables: file, secretsSpecifier: secrets),
            ])
        )
    }

    /// Returns the text of a variable without white space and quotes around it, which the environment may have too.
    ///
    /// - Parameters:
    ///   - variable: The name, in capitals.
    ///   - isSecret: Whether access logs of the configuration must not show it.
    /// - Returns: The text, or `nil` if the variable is not set.
    public func text(_ variable: String, isSecret: Bool = false) -> String? {
        let key = ConfigKey(variable.lowercased().split(separator: "_").map(String.init))
        guard let text = self.reader.string(forKey: key, isSecret: isSecret) else { return nil }
        return Self.unquoted(text)
    }

    /// Returns a text without white space and quotes around it: Docker leaves the quotes of an environment file where they are.
    private static func unquoted(_ text: String) -> String {
        let trimmed = text.trimming { $0.isWhitespace }
        for quote in ["\"", "'"] where trimmed.count > 1 && trimmed.hasPrefix(quote) && trimmed.hasSuffix(quote) {
            return String(trimmed.dropFirst().dropLast())
        }
        return String(trimmed)
    }

    /// Reads something that has configuration keys of its own, whose faults then name variables.
    func configured<Value>(_ read: (ConfigReader) throws(ConfigurationError) -> Value) throws(StartUpFault) -> Value {
        do throws(ConfigurationError) {
            return try read(self.reader.scoped(to: "approov"))
        } catch {
            let words = error.key.replacing(/[A-Z]/) { "_\($0.output.lowercased())" }
            throw StartUpFault(variable: "APPROOV_\(words.replacing(".", with: "_").uppercased())", error.message)
        }
    }

    /// The address to listen on: `HTTP_HOST`, by default 127.0.0.1.
    public var host: String {
        let host = self.text("HTTP_HOST") ?? ""
        return host.isEmpty ? "127.0.0.1" : host
    }

    /// Returns the port to listen on, from 0 (any) to 65535.
    ///
    /// - Parameters:
    ///   - variables: Where it may be; the first that is set counts.
    ///   - defaultPort: The port if none is set.
    /// - Returns: The port.
    /// - Throws: ``StartUpFault`` if it is no port number.
    public func port(_ variables: [String] = ["HTTP_PORT"], default defaultPort: Int) throws(StartUpFault) -> Int {
        for variable in variables {
            guard let text = self.text(variable) else { continue }
            guard let port = Int(text), 0...65535 ~= port else {
                throw StartUpFault(variable: variable, "This must be a port number.")
            }
            return port
        }
        return defaultPort
    }

    /// Returns how much to log (`LOG_LEVEL`), by default `info`.
    public func logLevel() throws(StartUpFault) -> Logger.Level {
        guard let text = self.text("LOG_LEVEL") else { return .info }
        guard let level = Logger.Level(rawValue: text.lowercased()) else {
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            throw StartUpFault(variable: "LOG_LEVEL", "This must be one of: \(levels).")
        }
        return level
    }

    /// Returns a switch: `true` or `false` in any case.
    ///
    /// Any other word is more likely a mistake than a wish.
    public func flag(_ variable: String, default defaultValue: Bool) throws(StartUpFault) -> Bool {
        guard let text = self.text(variable) else { return defaultValue }
        switch text.lowercased() {
        case "true": return true
        case "false": return false
        default: throw StartUpFault(variable: variable, "This must be true or false.")
        }
    }

    /// Returns what to do with tokens that are bound to nothing (`APPROOV_TOKEN_BINDING`), or `nil` to ignore bindings.
    public func bindingRequirement(
        default defaultValue: TokenBinding.Requirement
    ) throws(StartUpFault) -> TokenBinding.Requirement? {
        switch self.text("APPROOV_TOKEN_BINDING")?.lowercased() {
        case nil: return defaultValue
        case "required": return .required
        case "if-present": return .ifPresent
        case "off": return nil
        default:
            throw StartUpFault(variable: "APPROOV_TOKEN_BINDING", "This must be required, if-present or off.")
        }
    }

    /// Whether the account secret is the one that everybody knows.
    public var hasPublishedSecret: Bool { !self.publishedSecretVariables.isEmpty }

    /// The variables that hold the secret that everybody knows.
    package var publishedSecretVariables: [String] {
        let published = [
            "APPROOV_BASE64_SECRET":
                "h+CX0tOzdAAR9l15bWAqvq7w9olk66daIH+Xk+IAHhVVHszjDzeGobzNnqyRze3lw/WVyWrc2gZfh3XXfBOmww",
            "APPROOV_BASE64URL_SECRET":
                "h-CX0tOzdAAR9l15bWAqvq7w9olk66daIH-Xk-IAHhVVHszjDzeGobzNnqyRze3lw_WVyWrc2gZfh3XXfBOmww",
        ]
        return published.filter { self.text($0.key, isSecret: true)?.hasPrefix($0.value) ?? false }.keys.sorted()
    }
}

extension StringProtocol {
    fileprivate func trimming(_ isPadding: (Character) -> Bool) -> SubSequence {
        let start = self.drop(while: isPadding)
        guard let end = start.lastIndex(where: { !isPadding($0) }) else { return start[start.endIndex...] }
        return start[...end]
    }
}

#endif
