services:
  service:
    build:
      context: .
      additional_contexts:
        sdk: ${SDK:?the folder where the SDK is installed}
    ports: ["127.0.0.1:@{port}:@{port}"]
    environment:
      PORT: "@{port}"
@if sqlite
      DATABASE_URL: /data/@{project}.db
@else
      DATABASE_URL: host=database dbname=@{identifier} user=@{identifier} password=${DATABASE_PASSWORD:-change-me}
@end
@if auth
      API_KEYS: ${API_KEYS:?the keys of those who may call}
@end
      TELEMETRYFLOW_SERVICE_NAME: @{service|yaml}
      TELEMETRYFLOW_BACKEND_PROFILE: otlp
      TELEMETRYFLOW_ENDPOINT: http://collector:4317
@if sqlite
    volumes: ["data:/data"]
    depends_on: [collector]
@else
    depends_on:
      collector:
        condition: service_started
      database:
        condition: service_healthy

  database:
    image: postgres:15
    environment:
      POSTGRES_DB: @{identifier}
      POSTGRES_USER: @{identifier}
      POSTGRES_PASSWORD: ${DATABASE_PASSWORD:-change-me}
    volumes: ["data:/var/lib/postgresql/data"]
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U @{identifier}"]
      interval: 2s
      retries: 30
@end

  collector:
    image: otel/opentelemetry-collector:0.104.0
    command: ["--config=/etc/collector.yaml"]
    volumes: ["./collector.yaml:/etc/collector.yaml:ro"]

volumes:
  data:
