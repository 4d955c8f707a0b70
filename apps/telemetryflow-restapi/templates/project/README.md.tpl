# @{project}

@if telemetry
A REST service in C++: every request is a trace with its database statements.
@else
A REST service in C++.
@end

| Folder | What is in it |
|---|---|
| `src/domain` | the entities, their rules, and what stores them as an interface; knows nothing of the others |
| `src/application` | commands, queries and their handlers |
| `src/infrastructure` | the database, the settings |
| `src/interface` | HTTP and JSON |
| `migrations` | SQL that brings the tables up to date when the service starts, by name, each once |
@if openapi
| `docs` | the OpenAPI document, which the service has at `/openapi.json`, and a diagram of the tables |
@else
| `docs` | the OpenAPI document, and a diagram of the tables |
@end
| `tests` | what `ctest` runs |

`telemetryflow-restapi.json` is what `telemetryflow-restapi` knows of this project. It adds an entity with all of the
above, and needs no edit by hand:

```sh
telemetryflow-restapi entity Product --fields "title:string:required,max=200 price:decimal:min=0"
```

## Build

```sh
@if telemetry
cmake -S . -B build -DCMAKE_PREFIX_PATH=/where/the/sdk/is
@else
cmake -S . -B build
@end
cmake --build build
ctest --test-dir build
```

@if telemetry
Debian has what it needs: `g++ cmake pkg-config libcpp-httplib-dev nlohmann-json3-dev @{debian_database}`, and for the SDK
`libcurl4-openssl-dev libdeflate-dev zlib1g-dev`.
@else
Debian has what it needs: `g++ cmake pkg-config libcpp-httplib-dev nlohmann-json3-dev @{debian_database}`.
@end
@if !sqlite
The tests need a PostgreSQL; each makes a schema of its own in the database of `TEST_DATABASE_URL`, and is skipped
without it.
@end

## Run

```sh
cp .env.example .env  # and write your keys into it
set -a; . ./.env; set +a
build/@{project}
```

@if telemetry
Without an account, run `telemetryflow-local` in another terminal and let `TELEMETRYFLOW_ENDPOINT=http://127.0.0.1:4317`.
What arrived is at <http://127.0.0.1:4318/api/v1/traces>. SIGTERM or SIGINT ends the service. A setting that is missing
or wrong is named, and ends it with 2.
@else
SIGTERM or SIGINT ends the service. A setting that is missing or wrong is named, and ends it with 2.
@end

@if auth
@if openapi
Requests need one of the keys of `API_KEYS` in the header `X-API-Key`, but for `/health` and `/openapi.json`.
@else
Requests need one of the keys of `API_KEYS` in the header `X-API-Key`, but for `/health`.
@end
@else
There is no authentication: put something in front of it that has.
@end
@if cors
Web pages of the origins in `CORS_ORIGINS` may call; of no other.
@end
@if rate_limit
One caller, known by its address, may make `RATE_LIMIT` requests a minute; more are answered with 429. Behind a proxy
all have the proxy's address: set it to 0 there.
@end

## In a container

@if telemetry
`compose.yaml` runs the service@{compose_database} with an OpenTelemetry collector, which prints what it gets. The image
takes the SDK from the folder where it is installed:
@else
`compose.yaml` runs the service@{compose_database}:
@end

```sh
@if auth
export API_KEYS=a-key-of-yours
@end
@if telemetry
SDK=/where/the/sdk/is docker compose up --build
@else
docker compose up --build
@end
```
