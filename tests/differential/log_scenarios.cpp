// Log records: severities, bodies, times, spans, scopes.

#include <string>
#include <vector>

#include "differential/api.hpp"
#include "differential/scenario.hpp"

namespace telemetryflow::differential {
namespace {

using api::logs::Severity;

void add(Scenarios& scenarios, const std::string& name, std::function<void()> run) {
    scenarios.push_back({"log." + name, {}, [run = std::move(run)](Subject&) { run(); }});
}

}  // namespace

void add_log_scenarios(Scenarios& scenarios) {
    for (std::uint8_t number = 1; number <= 24; ++number) {
        add(scenarios, "severity." + std::to_string(number),
            [number] { logger()->EmitLogRecord(static_cast<Severity>(number), "log"); });
    }
    add(scenarios, "severity.none", [] { logger()->EmitLogRecord("log"); });
    for (const auto& [label, body] : std::vector<std::pair<std::string, std::string>>{{"empty", ""},
                                                                                      {"plain", "hello"},
                                                                                      {"utf8", "\xC3\xA4"},
                                                                                      {"lines", "a\nb\tc"},
                                                                                      {"long", std::string(5000, 'b')}})
        add(scenarios, "body." + label, [body = body] { logger()->Info(body); });
    add(scenarios, "body.of_a_number",
        [] { logger()->EmitLogRecord(Severity::kInfo, api::common::AttributeValue(std::int64_t{7})); });
    add(scenarios, "body.of_a_bool",
        [] { logger()->EmitLogRecord(Severity::kInfo, api::common::AttributeValue(true)); });
    add(scenarios, "body.of_an_array", [] {
        const std::int64_t numbers[] = {1, 2};
        logger()->EmitLogRecord(Severity::kInfo,
                                api::common::AttributeValue(api::nostd::span<const std::int64_t>(numbers)));
    });
    add(scenarios, "time.given", [] { logger()->EmitLogRecord(Severity::kInfo, "log", past()); });
    add(scenarios, "time.observed", [] {
        auto record = logger()->CreateLogRecord();
        record->SetBody("log");
        record->SetTimestamp(past(1));
        record->SetObservedTimestamp(past(2));
        logger()->EmitLogRecord(std::move(record));
    });
    add(scenarios, "span.none", [] { logger()->Info("log"); });
    add(scenarios, "span.current", [] {
        const auto span = tracer()->StartSpan("span");
        const api::trace::Scope scope(span);
        logger()->Info("log");
        span->End();
    });
    add(scenarios, "span.given", [] {
        const auto span = tracer()->StartSpan("span");
        logger()->Info("log", span->GetContext());
        span->End();
    });
    add(scenarios, "span.given_although_current", [] {
        const auto span = tracer()->StartSpan("span");
        const auto other = tracer()->StartSpan("other");
        const api::trace::Scope scope(other);
        logger()->Info("log", span->GetContext());
        other->End();
        span->End();
    });
    add(scenarios, "event.name", [] {
        auto record = logger()->CreateLogRecord();
        record->SetBody("log");
        record->SetEventId(7, "com.example.event");
        logger()->EmitLogRecord(std::move(record));
    });
    add(scenarios, "enabled", [] { logger()->Info(logger()->Enabled(Severity::kFatal) ? "enabled" : "disabled"); });
    add(scenarios, "scope.of_the_library", [] {
        api::logs::Provider::GetLoggerProvider()
            ->GetLogger("logger", "library", "2", "https://example.com/s")
            ->Info("log");
    });
    add(scenarios, "scope.of_the_logger",
        [] { api::logs::Provider::GetLoggerProvider()->GetLogger("logger")->Info("log"); });
    add(scenarios, "scope.attributes", [] {
        api::logs::Provider::GetLoggerProvider()
            ->GetLogger("logger", "library", "2", "", {{"scope.key", "value"}})
            ->Info("log");
    });
    add(scenarios, "order", [] {
        for (int i = 0; i < 20; ++i)
            logger()->Info("log " + std::to_string(i));
    });
    add(scenarios, "emitted.nothing", [] { logger()->EmitLogRecord(api::nostd::unique_ptr<api::logs::LogRecord>()); });
}

}  // namespace telemetryflow::differential
