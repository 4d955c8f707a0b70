// Quoted by docs/guides/integrations.md.

#include <boost/log/expressions.hpp>

#include "telemetryflow/integration/boost_log.hpp"

using namespace telemetryflow;

void sink(TelemetryFlowClient& client) {
    // [sink]
    integration::BoostLogSink sink(client);  // takes part as long as it lives
    sink.frontend().set_filter(boost::log::trivial::severity >= boost::log::trivial::info);
    BOOST_LOG_TRIVIAL(warning) << "stock is low";
    // [/sink]
}

enum class Level { Quiet, Loud };

void mapped(TelemetryFlowClient& client) {
    // [mapped]
    const integration::BoostLogSink sink(client, [](const boost::log::record_view& record) {
        const auto level = boost::log::extract<Level>("Severity", record);
        return level && level.get() == Level::Loud ? SeverityLevel::Error : SeverityLevel::Info;
    });
    // [/mapped]
}
