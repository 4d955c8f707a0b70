#pragma once

// Records of Boost.Log as log records of OpenTelemetry. Component `boost_log`. Tested with Boost 1.74.

#include <utility>

#include <boost/log/core/core.hpp>
#include <boost/log/sinks/unlocked_frontend.hpp>
#include <boost/smart_ptr/make_shared_object.hpp>
#include <boost/smart_ptr/shared_ptr.hpp>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/boost_log_backend.hpp"

namespace telemetryflow::integration {

/// A sink that takes part in Boost.Log's core for its own life. It takes no lock and waits for nothing, and it works on
/// the thread that logs, so that a record belongs to the span that is current there; there is no asynchronous form,
/// because that would not know the span. Any thread may log. The client must outlive it.
///
/// The body is the message (narrow). Severities are those of boost::log::trivial, or what `severity` makes of a record.
/// The attributes Channel, File, Line and Function become logger.name and code.*; further attributes that are texts,
/// numbers or bools keep their names. Those that belong to the text of a line (LineID, TimeStamp, ProcessID, ThreadID)
/// are left out.
class BoostLogSink {
public:
    using Frontend = boost::log::sinks::unlocked_sink<BoostLogBackend>;

    explicit BoostLogSink(TelemetryFlowClient& client,
                          BoostLogBackend::SeverityOf severity = BoostLogBackend::trivial_severity)
        : frontend_(boost::make_shared<Frontend>(boost::make_shared<BoostLogBackend>(client, std::move(severity)))) {
        boost::log::core::get()->add_sink(frontend_);
    }
    ~BoostLogSink() { boost::log::core::get()->remove_sink(frontend_); }
    BoostLogSink(const BoostLogSink&) = delete;
    BoostLogSink& operator=(const BoostLogSink&) = delete;

    /// To give it a filter of its own, as every sink of Boost.Log has.
    [[nodiscard]] Frontend& frontend() noexcept { return *frontend_; }

private:
    boost::shared_ptr<Frontend> frontend_;
};

}  // namespace telemetryflow::integration
