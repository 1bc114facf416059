import WebPages

/// A token for a person to read, as HTML.
struct TokenTables {
    let token: TokenView

    var html: String {
        """
        <div class="part">
        <h3>The token, decoded</h3>
        <div class="tables">
        \(Self.table("Header", self.token.header))
        \(Self.table("Payload", self.token.payload))
        </div>
        </div>
        """
    }

    private static func table(_ caption: String, _ members: [TokenView.Member]) -> String {
        let rows = members.map { member in
            """
            <tr><th scope="row">\(HTMLText(member.name))</th><td><span class="value">\(HTMLText(member.value))</span> \
            <span class="meaning">\(HTMLText(member.meaning))</span></td></tr>
            """
        }
        return "<table><caption>\(caption)</caption><tbody>\n\(rows.joined(separator: "\n"))\n</tbody></table>"
    }
}
