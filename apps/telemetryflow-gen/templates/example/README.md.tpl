# @{project}

@{summary}

## Build

```sh
cmake -S . -B build -DCMAKE_PREFIX_PATH=/where/the/sdk/is
cmake --build build
ctest --test-dir build
```

## Run

```sh
export TELEMETRYFLOW_API_KEY_ID=tfk_... TELEMETRYFLOW_API_KEY_SECRET=tfs_...
export TELEMETRYFLOW_ENDPOINT=https://api.telemetryflow.id:4317
@{run}
```

To try it without an account, run `telemetryflow-local` in another terminal, take any key of that form, and let
`TELEMETRYFLOW_ENDPOINT=http://127.0.0.1:4317`. What arrived is at <http://127.0.0.1:4318/api/v1/traces>.

`telemetryflow-gen doctor` tells what is wrong when nothing arrives. A program without a key says what it misses and
ends with 2; the last line that it prints otherwise is its own account of what became of its telemetry.
@if serves

@{try}
@end
