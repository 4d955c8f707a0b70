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
# TELEMETRYFLOW_DURABILITY=process

# A folder of the program's user alone, in which what is not delivered yet outlives a killed process. The default is
# telemetryflow in XDG_STATE_HOME; without either it is lost.
# TELEMETRYFLOW_STATE_DIRECTORY=/var/lib/telemetryflow
