# Prints what arrives; put an exporter of yours beside `debug`.
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317
      http:
        endpoint: 0.0.0.0:4318

processors:
  batch:

exporters:
  debug:
    verbosity: basic

service:
  pipelines:
    traces: &pipeline
      receivers: [otlp]
      processors: [batch]
      exporters: [debug]
    metrics: *pipeline
    logs: *pipeline
