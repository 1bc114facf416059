import CoreMetrics
import ServerMetrics
import Testing

@Suite("The text format of Prometheus")
struct PrometheusTextTests {
    private let metrics = ServerMetrics(help: ["a": "One line,\nand \\ another."])

    /// The lines, but those of the metrics that are always there.
    private var lines: [Substring] {
        PrometheusText(self.metrics.snapshot).description.split(separator: "\n")
            .filter { !$0.contains("process_") && !$0.contains("metrics_series") }
    }

    @Test("Metrics are in the order of their names, their series in that of their dimensions, with what they mean")
    func order() {
        for (label, value) in [("b", "2"), ("b", "1"), ("a", "1")] {
            Counter(label: label, dimensions: [("x", value)], factory: self.metrics).increment()
        }
        #expect(
            self.lines == [
                #"# HELP a_total One line,\nand \\ another."#, "# TYPE a_total counter", #"a_total{x="1"} 1"#,
                "# TYPE b_total counter", #"b_total{x="1"} 1"#, #"b_total{x="2"} 1"#,
            ]
        )
    }

    @Test("Names have only the letters that they may have")
    func names() {
        Gauge(label: "1.é-☃", dimensions: [("le", "a"), ("2 b", "b"), ("__c", "c"), ("", "d")], factory: self.metrics)
            .record(1)
        Gauge(label: "", factory: self.metrics).record(1)
        #expect(
            self.lines == [
                "# TYPE _ gauge", "_ 1.0", "# TYPE _1____ gauge",
                #"_1____{_="d",_2_b="b",of__c="c",ofle="a"} 1.0"#,
            ]
        )
    }

    @Test("Quotes, backslashes and line ends in a dimension stay in it")
    func escapes() {
        Gauge(label: "a", dimensions: [("x", "\"}\\\n1\r")], factory: self.metrics).record(1)
        #expect(PrometheusText(self.metrics.snapshot).description.contains("a{x=\"\\\"}\\\\\\n1\r\"} 1.0\n"))
    }

    @Test(
        "Numbers that are none have names",
        arguments: [
            (Double.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (0.000_01, "1e-05"), (-1.5, "-1.5"),
        ]
    )
    func numbers(value: Double, text: String) {
        Gauge(label: "a", factory: self.metrics).record(value)
        #expect(self.lines.last == "a \(text)")
    }

    @Test("A time is in ranges that include those below")
    func histogram() {
        let timer = Timer(label: "a", dimensions: [("x", "y")], factory: self.metrics)
        for nanoseconds in [4000, 40_000, 40_000, 20_000_000_000] { timer.recordNanoseconds(nanoseconds) }
        let lines = self.lines
        #expect(lines.contains("# TYPE a_seconds histogram"))
        for line in [
            #"a_seconds_bucket{x="y",le="5e-06"} 1"#, #"a_seconds_bucket{x="y",le="2e-05"} 1"#,
            #"a_seconds_bucket{x="y",le="5e-05"} 3"#, #"a_seconds_bucket{x="y",le="10.0"} 3"#,
            #"a_seconds_bucket{x="y",le="+Inf"} 4"#, #"a_seconds_count{x="y"} 4"#,
        ] { #expect(lines.contains { $0 == line }) }
    }
}
