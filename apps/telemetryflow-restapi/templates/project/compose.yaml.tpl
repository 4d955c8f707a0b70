services:
  service:
    build:
      context: .
@if telemetry
      additional_contexts:
        sdk: ${SDK:?the folder where the SDK is installed}
@end
    ports: ["127.0.0.1:@{port}:@{port}"]
    environment:
      PORT: "@{port}"
@if sqlite
      DATABASE_URL: /data/@{database_name}
@else
      DATABASE_URL: host=database dbname=@{database_name} user=@{database_user} password=${DATABASE_PASSWORD:-change-me}
@end
@if auth
      API_KEYS: ${API_KEYS:?the keys of those who may call}
@end
@if cors
      CORS_ORIGINS: ${CORS_ORIGINS:-}
@end
@if rate_limit
      RATE_LIMIT: ${RATE_LIMIT:-600}
@end
@if telemetry
      TELEMETRYFLOW_SERVICE_NAME: @{service|yaml}
      TELEMETRYFLOW_ENVIRONMENT: @{environment|yaml}
      TELEMETRYFLOW_BACKEND_PROFILE: otlp
      TELEMETRYFLOW_ENDPOINT: http://collector:4317
@end
@if sqlite
    volumes: ["data:/data"]
@if telemetry
    depends_on: [collector]
@end
@else
    depends_on:
@if telemetry
      collector:
        condition: service_started
@end
      database:
        condition: service_healthy

  database:
    image: postgres:15
    environment:
      POSTGRES_DB: @{database_name|yaml}
      POSTGRES_USER: @{database_user|yaml}
      POSTGRES_PASSWORD: ${DATABASE_PASSWORD:-change-me}
    volumes: ["data:/var/lib/postgresql/data"]
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U @{database_user}"]
      interval: 2s
      retries: 30
@end
@if telemetry

  collector:
    image: otel/opentelemetry-collector:0.104.0
    command: ["--config=/etc/collector.yaml"]
    volumes: ["./collector.yaml:/etc/collector.yaml:ro"]
@end

volumes:
  data:
