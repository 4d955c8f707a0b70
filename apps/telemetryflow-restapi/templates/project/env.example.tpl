HOST=127.0.0.1
PORT=@{port}
@if sqlite
DATABASE_URL=@{database_name}
@else
DATABASE_URL='host=@{database_host} port=@{database_port} dbname=@{database_name} user=@{database_user} password=change-me'
@end
@if auth
# Whoever calls has one of these, with commas between them.
API_KEYS=
@end
@if cors
# Web pages of these origins may call, with commas between them; * is every one.
CORS_ORIGINS=
@end
@if rate_limit
# Requests that one caller may make in a minute; 0 is no limit.
RATE_LIMIT=600
@end
@if telemetry

TELEMETRYFLOW_SERVICE_NAME=@{service|env}
TELEMETRYFLOW_ENVIRONMENT=@{environment|env}
TELEMETRYFLOW_API_KEY_ID=
TELEMETRYFLOW_API_KEY_SECRET=
TELEMETRYFLOW_ENDPOINT=https://api.telemetryflow.id:4317
@end
