@if telemetry
# docker build --build-context sdk=/where/the/sdk/is .
@else
# docker build .
@end
FROM debian:bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
        g++ cmake ninja-build pkg-config libcpp-httplib-dev nlohmann-json3-dev @{debian_database} \
@if telemetry
        libssl-dev libcurl4-openssl-dev libdeflate-dev zlib1g-dev
COPY --from=sdk . /opt/telemetryflow
@else
        libssl-dev zlib1g-dev
@end
COPY . /src
RUN cmake -G Ninja -S /src -B /build -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF \
@if telemetry
        -DCMAKE_PREFIX_PATH=/opt/telemetryflow \
@end
    && cmake --build /build && cmake --install /build --prefix /app --strip

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
@if telemetry
        ca-certificates libcurl4 libdeflate0 zlib1g libssl3 libcpp-httplib0.11 @{debian_runtime} \
@else
        libcpp-httplib0.11 @{debian_runtime} \
@end
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /data --create-home service
COPY --from=build /app/bin/@{project} /usr/local/bin/@{project}
USER service
WORKDIR /data
ENV HOST=0.0.0.0
EXPOSE @{port}
CMD ["@{project}"]
