/.env.telemetryflow
