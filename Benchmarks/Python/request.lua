-- Sends the header fields that a file holds, with wrk, and prints what came of it as JSON.

function init(arguments)
   for line in io.lines(arguments[1]) do
      local name, value = line:match("^([^:]+): (.*)$")
      wrk.headers[name] = value
   end
end

function done(summary, latency)
   local errors = summary.errors
   local broken = errors.connect + errors.read + errors.write + errors.timeout
   local form = '{"requests": %d, "microseconds": %d, "p99_microseconds": %d, "refused": %d, "broken": %d}\n'
   io.write(form:format(summary.requests, summary.duration, latency:percentile(99), errors.status, broken))
end
