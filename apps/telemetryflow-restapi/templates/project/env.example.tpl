HOST=127.0.0.1
PORT=@{port}
@if sqlite
DATABASE_URL=@{project}.db
@else
DATABASE_URL='host=127.0.0.1 dbname=@{identifier} user=@{identifier} password=change-me'
@end
@if auth
# Whoever calls has one of these, with commas between them.
API_KEYS=
@end

TELEMETRYFLOW_SERVICE_NAME=@{service|env}
TELEMETRYFLOW_API_KEY_ID=
TELEMETRYFLOW_API_KEY_SECRET=
TELEMETRYFLOW_ENDPOINT=https://api.telemetryflow.id:4317
