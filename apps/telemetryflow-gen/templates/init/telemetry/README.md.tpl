# Telemetry of @{service}

Made by `telemetryflow-gen init`. The files are yours to change; running it again shows what differs (`--diff`) and
replaces nothing without `--force`.

```cpp
#include "telemetry/telemetry.hpp"

int main() {
    telemetry::init();      // false, with the reason on standard error, when the environment is wrong
    // ...
    telemetry::shutdown();  // delivers what is left
}
```

Link `@{identifier}_telemetry` to what records:

```cmake
target_link_libraries(your_target PRIVATE @{identifier}_telemetry)
```

| Header | What it has |
|---|---|
| `telemetry/telemetry.hpp` | `init()`, `shutdown()`, `is_enabled()`, `client()` |
@if metrics
| `telemetry/metrics.hpp` | `increment_counter()`, `record_gauge()`, `record_histogram()` |
@end
@if logs
| `telemetry/logs.hpp` | `debug()`, `info()`, `warn()`, `error()` |
@end
@if traces
| `telemetry/traces.hpp` | `span()`, `trace()`, `start_span()`, `end_span()`, `add_event()` |
@end

Nothing of it throws, and nothing is recorded before `init()` or when it returned false.

## Run

```sh
set -a; . ./.env.telemetryflow; set +a
```

puts the settings into the environment; what it leaves out is `TELEMETRYFLOW_API_KEY_ID` and
`TELEMETRYFLOW_API_KEY_SECRET` unless they were given. To try it without an account, run `telemetryflow-local`, take any
key of the form `tfk_...` and `tfs_...`, and let `TELEMETRYFLOW_ENDPOINT=http://127.0.0.1:4317`.

`telemetryflow-gen doctor` tells what is wrong when nothing arrives.
