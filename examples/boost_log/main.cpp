// A program that logs with Boost.Log: its records go to OpenTelemetry too, within the span that is current.
//
//   ./example_boost_log
//
// Records are shown on standard error as before; what carries the ids is what the sink sends.
// The last line on standard output is the client's own account of what became of its telemetry, as JSON.

#include <chrono>
#include <iostream>
#include <string>

#include <boost/log/expressions.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>
#include <boost/log/utility/setup/console.hpp>

#include "telemetryflow/integration/boost_log.hpp"
#include "telemetryflow/telemetryflow.hpp"

namespace logging = boost::log;
using logging::trivial::severity_level;
using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;
using telemetryflow::integration::BoostLogSink;

namespace {

// What the program did before and does still: it knows nothing of telemetry.
void take_from_stock(int order, int left) {
    logging::sources::severity_channel_logger<severity_level, std::string> logger(logging::keywords::channel = "stock");
    BOOST_LOG_SEV(logger, severity_level::debug) << "looking for order " << order;
    if (left > 0) {
        BOOST_LOG_SEV(logger, severity_level::info) << logging::add_value("stock.left", left) << "order taken";
    } else {
        BOOST_LOG_SEV(logger, severity_level::error) << "stock is empty";
    }
}

}  // namespace

int main() try {
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-boost-log", "1.0.0").with_auto_configuration().build();
    client.initialize();
    logging::add_console_log(
        std::cerr, logging::keywords::format = logging::expressions::stream << logging::expressions::smessage);
    {
        BoostLogSink sink(client);  // takes part as long as it lives
        sink.frontend().set_filter(logging::trivial::severity >= severity_level::info);
        for (int order = 1; order <= 3; ++order) {
            const Span span = client.span("take order", SpanKind::Internal, {{"order.number", order}});
            take_from_stock(order, 3 - order);
        }
    }

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
