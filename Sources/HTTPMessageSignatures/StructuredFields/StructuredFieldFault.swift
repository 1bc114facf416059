/// Why the text of a structured field was not read.
enum StructuredFieldFault: Error {
    case malformed, duplicateName, limitExceeded
}
