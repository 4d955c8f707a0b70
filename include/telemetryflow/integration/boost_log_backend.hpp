#pragma once

// What BoostLogSink does with a record. Owned by its frontend; any number of threads feed it.

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/log/attributes/value_extraction.hpp>
#include <boost/log/attributes/value_visitation.hpp>
#include <boost/log/core/record_view.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/trivial.hpp>
#include <boost/mpl/vector.hpp>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/library_log.hpp"

namespace telemetryflow::integration {

class BoostLogBackend : public boost::log::sinks::basic_sink_backend<boost::log::sinks::concurrent_feeding> {
public:
    using SeverityOf = std::function<SeverityLevel(const boost::log::record_view&)>;

    BoostLogBackend(TelemetryFlowClient& client, SeverityOf severity)
        : client_(client), severity_(std::move(severity)) {}

    /// Boost.Log's own severities; Info for a record that has none.
    [[nodiscard]] static SeverityLevel trivial_severity(const boost::log::record_view& record) {
        const auto severity = boost::log::extract<boost::log::trivial::severity_level>("Severity", record);
        if (!severity) return SeverityLevel::Info;
        switch (severity.get()) {
            case boost::log::trivial::trace: return SeverityLevel::Trace;
            case boost::log::trivial::debug: return SeverityLevel::Debug;
            case boost::log::trivial::warning: return SeverityLevel::Warn;
            case boost::log::trivial::error: return SeverityLevel::Error;
            case boost::log::trivial::fatal: return SeverityLevel::Fatal;
            default: return SeverityLevel::Info;
        }
    }

    void consume(const boost::log::record_view& record) {
        LibraryLog log;
        std::vector<Attribute> others;
        log.severity = severity_(record);
        for (const auto& [name, value] : record.attribute_values()) {
            const std::string_view key = name.string();
            if (is_of_the_line(key)) continue;
            value.visit<Values>([&](const auto& content) { take(log, others, key, content); });
        }
        log.attributes = others;
        emit_log(client_, log);
    }

private:
    using Values = boost::mpl::vector<std::string, const char*, bool, short, unsigned short, int, unsigned int, long,
                                      unsigned long, long long, unsigned long long, float, double>;

    [[nodiscard]] static bool is_of_the_line(std::string_view key) noexcept {
        return key == "LineID" || key == "TimeStamp" || key == "ProcessID" || key == "ThreadID" || key == "Severity";
    }

    template <class Content>
    static void take(LibraryLog& log, std::vector<Attribute>& others, std::string_view key, const Content& content) {
        const AttributeValue value(content);
        const bool is_text = value.type() == AttributeType::String;
        if (is_text && key == "Message") {
            log.message = value.as_string();
        } else if (is_text && key == "Channel") {
            log.logger_name = value.as_string();
        } else if (is_text && key == "File") {
            log.file = value.as_string();
        } else if (is_text && key == "Function") {
            log.function = value.as_string();
        } else if (key == "Line" && value.type() == AttributeType::Int64) {
            log.line = value.as_int64();
        } else {
            others.push_back({key, value});
        }
    }

    TelemetryFlowClient& client_;
    const SeverityOf severity_;
};

}  // namespace telemetryflow::integration
