#pragma once

// What a builder has gathered so far. `draft.settled` names the options that a call set, so no variable changes them.
// Owned by its builder; used by one thread.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "telemetryflow/application/ports/credentials_provider.hpp"
#include "telemetryflow/application/ports/diagnostics.hpp"
#include "telemetryflow/application/ports/environment.hpp"
#include "telemetryflow/application/ports/exporter.hpp"
#include "telemetryflow/application/ports/log_record_processor.hpp"
#include "telemetryflow/application/ports/sampler.hpp"
#include "telemetryflow/application/ports/span_processor.hpp"
#include "telemetryflow/application/ports/text_map_propagator.hpp"

#include "domain/config_draft.hpp"

namespace telemetryflow {

struct BuilderState {
    ConfigDraft draft;
    /// The options whose variables are read.
    OptionSet requested;
    /// Empty: the process's environment.
    Environment environment;
    /// Arguments that no field can hold.
    std::vector<std::string> argument_faults;
    std::unique_ptr<Exporter> exporter;
    std::unique_ptr<Diagnostics> diagnostics;
    std::unique_ptr<TextMapPropagator> propagator;
    CredentialsProvider credentials_provider;
    std::unique_ptr<Sampler> sampler;
    std::vector<std::unique_ptr<SpanProcessor>> span_processors;
    std::vector<std::unique_ptr<LogRecordProcessor>> log_processors;
    bool exporter_given = false;
    bool sampler_given = false;
    bool processors_given = false;
    bool propagator_given = false;

    template <class Field, class Value>
    void set(ConfigOption option, Field TelemetryConfig::*field, Value&& value) {
        draft.config.*field = std::forward<Value>(value);
        draft.settled.add(option);
    }

    void refuse_argument(std::string fault) { argument_faults.push_back(std::move(fault)); }
};

}  // namespace telemetryflow
