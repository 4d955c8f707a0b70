# What @{service} tells its telemetry, for the environment of the program:
#
#   set -a; . ./.env.telemetryflow; set +a
#
# It may hold a secret: keep it out of version control. Every variable is in docs/reference/environment.md of the SDK.

# The API key.
@if key
TELEMETRYFLOW_API_KEY_ID=@{key_id|env}
TELEMETRYFLOW_API_KEY_SECRET=@{key_secret|env}
@else
# TELEMETRYFLOW_API_KEY_ID=tfk_your_id
# TELEMETRYFLOW_API_KEY_SECRET=tfs_your_secret
@end

# Where to. With http:// before it nothing is encrypted; the SDK does so with a key to this machine only.
TELEMETRYFLOW_ENDPOINT=@{endpoint|env}
TELEMETRYFLOW_PROTOCOL=@{protocol}

# Who sends.
TELEMETRYFLOW_SERVICE_NAME=@{service|env}
TELEMETRYFLOW_SERVICE_VERSION=@{version|env}
TELEMETRYFLOW_ENVIRONMENT=@{environment|env}
TELEMETRYFLOW_COLLECTOR_NAME=@{collector_name|env}
TELEMETRYFLOW_DATACENTER=@{datacenter|env}

# What.
TELEMETRYFLOW_ENABLE_METRICS=@{metrics}
TELEMETRYFLOW_ENABLE_LOGS=@{logs}
TELEMETRYFLOW_ENABLE_TRACES=@{traces}

# The platform's API.
TELEMETRYFLOW_USE_V2_API=@{v2_api}
TELEMETRYFLOW_V2_ONLY=@{v2_only}

# The defaults of what else is often set.
# TELEMETRYFLOW_TIMEOUT=30s
# TELEMETRYFLOW_BATCH_TIMEOUT=10s
# TELEMETRYFLOW_BATCH_MAX_SIZE=512
# TELEMETRYFLOW_MAX_RETRIES=3
# TELEMETRYFLOW_SAMPLER=parentbased_always_on

# What is not delivered yet outlives with `process` a killed process, with `disk` also a power failure, but for the last
# TELEMETRYFLOW_COMMIT_INTERVAL; with `sync` a call returns when the disk has its record, and with `memory` all of it is
# lost. Its place is a folder of the program's user alone. The default is telemetryflow in XDG_STATE_HOME; without either
# it is lost.
# TELEMETRYFLOW_DURABILITY=process
# TELEMETRYFLOW_STATE_DIRECTORY=/var/lib/telemetryflow
# TELEMETRYFLOW_COMMIT_INTERVAL=100ms
# TELEMETRYFLOW_COMMIT_BYTES=256KiB
# TELEMETRYFLOW_COMMIT_ON_FATAL=false

# Where what the backend does not take waits, in the state directory; beyond the bytes the oldest is dropped.
# TELEMETRYFLOW_SPOOL_MAX_BYTES=256MiB
# TELEMETRYFLOW_SPOOL_MAX_AGE=24h
# TELEMETRYFLOW_SPOOL_MIN_FREE_BYTES=64MiB

# Whether the SDK's own counters, of drops above all, are exported as metrics too.
# TELEMETRYFLOW_SELF_TELEMETRY=false
