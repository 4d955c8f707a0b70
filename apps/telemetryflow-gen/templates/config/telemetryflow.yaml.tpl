# What @{service} tells its telemetry. Variables TELEMETRYFLOW_* and OTEL_* have priority over this file.

service:
  name: @{service|yaml}
  version: @{version|yaml}
  environment: @{environment|yaml}

credentials:
@if key
  key_id: @{key_id|yaml}
  key_secret: @{key_secret|yaml}
@else
  # From the variables; with the colon, nothing is their default, and the file can be checked where they are not set.
  key_id: "${TELEMETRYFLOW_API_KEY_ID:}"
  key_secret: "${TELEMETRYFLOW_API_KEY_SECRET:}"
@end

endpoint:
  # With http:// before it nothing is encrypted; the SDK does so with a key to this machine only.
  address: @{endpoint|yaml}
  protocol: @{protocol}
  timeout: "30s"

v2_api:
  enabled: @{v2_api}
  v2_only: @{v2_only}

collector:
  name: @{collector_name|yaml}
  datacenter: @{datacenter|yaml}

signals:
  metrics:
    enabled: @{metrics}
  logs:
    enabled: @{logs}
  traces:
    enabled: @{traces}

batch:
  timeout: "10s"
  max_size: 512

buffer:
  # What is not delivered yet outlives with `process` a killed process, with `disk` also a power failure, but for the
  # last commit_interval; with `sync` a call returns when the disk has its record, and with `memory` all of it is lost.
  durability: process
  # Its place: a folder of the program's user alone. The default is telemetryflow in XDG_STATE_HOME; without either it
  # is lost.
  # state_directory: /var/lib/telemetryflow
  # commit_interval: 100ms
  # commit_bytes: 256KiB
  # Whether FATAL logs wait for the disk.
  # commit_on_fatal: false

# Where what the backend does not take waits, in the state directory; beyond max_bytes the oldest is dropped.
# spool:
#   max_bytes: 256MiB
#   max_age: 24h
#   min_free_bytes: 64MiB

retry:
  enabled: true
  max_attempts: 3

# Whether the SDK's own counters, of drops above all, are exported as metrics too.
# self_telemetry: false
