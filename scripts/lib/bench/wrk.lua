-- wrk's side of load.mjs: asks for the given paths in turn, and ends with one line of JSON.
-- Latencies in microseconds.
local requests = {}
local turn = 0

function init(args)
  for place = 1, #args do
    requests[place] = wrk.format("GET", args[place])
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"duration":%d,"p50":%d,"p99":%d,"errors":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
