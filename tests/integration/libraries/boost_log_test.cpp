// What arrives of records that a program makes with Boost.Log.

#include "telemetryflow/integration/boost_log.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/log/attributes/constant.hpp>
#include <boost/log/attributes/scoped_attribute.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/sources/severity_logger.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>
#include <boost/log/utility/setup/common_attributes.hpp>

#include "integration/client/test_client.hpp"
#include "integration/libraries/log_threads.hpp"

namespace telemetryflow::tests {
namespace {

namespace logging = boost::log;
using integration::BoostLogSink;

class BoostLogTest : public ::testing::Test {
protected:
    void TearDown() override { logging::core::get()->remove_all_sinks(); }

    TestClient client_;
};

TEST_F(BoostLogTest, LevelsBecomeSeverities) {
    const BoostLogSink sink(client_.client);
    BOOST_LOG_TRIVIAL(trace) << "trace";
    BOOST_LOG_TRIVIAL(debug) << "debug";
    BOOST_LOG_TRIVIAL(info) << "info";
    BOOST_LOG_TRIVIAL(warning) << "warning";
    BOOST_LOG_TRIVIAL(error) << "error";
    BOOST_LOG_TRIVIAL(fatal) << "fatal";
    logging::sources::logger plain;
    BOOST_LOG(plain) << "without a severity";
    const Received received = client_.receive();
    const std::map<std::string, int> expected{{"trace", 1},
                                              {"debug", 5},
                                              {"info", 9},
                                              {"warning", 13},
                                              {"error", 17},
                                              {"fatal", 21},
                                              {"without a severity", 9}};
    ASSERT_EQ(received.logs.size(), expected.size());
    for (const auto& [body, severity] : expected)
        EXPECT_EQ(received.log(body).severity_number(), severity) << body;
}

TEST_F(BoostLogTest, SeveritiesOfTheProgramsOwnAreMappedByIt) {
    enum class Mood { Calm, Alarmed };
    const BoostLogSink sink(client_.client, [](const logging::record_view& record) {
        const auto mood = logging::extract<Mood>("Severity", record);
        return mood && mood.get() == Mood::Alarmed ? SeverityLevel::Error : SeverityLevel::Debug;
    });
    logging::sources::severity_logger<Mood> logger;
    BOOST_LOG_SEV(logger, Mood::Calm) << "calm";
    BOOST_LOG_SEV(logger, Mood::Alarmed) << "alarmed";
    const Received received = client_.receive();
    EXPECT_EQ(received.log("calm").severity_number(), 5);
    EXPECT_EQ(received.log("alarmed").severity_number(), 17);
}

TEST_F(BoostLogTest, ChannelAndPlaceHaveTheirNamesAndOtherAttributesKeepTheirs) {
    logging::add_common_attributes();
    const BoostLogSink sink(client_.client);
    logging::sources::severity_channel_logger<logging::trivial::severity_level> logger(
        logging::keywords::channel = "orders", logging::keywords::severity = logging::trivial::info);
    logger.add_attribute("Tenant", logging::attributes::constant<std::string>("acme"));
    logger.add_attribute("Unknown", logging::attributes::constant<std::vector<int>>({1, 2}));
    {
        BOOST_LOG_SCOPED_THREAD_ATTR("Attempt", logging::attributes::constant<int>(3));
        BOOST_LOG(logger) << logging::add_value("File", "shop.cpp") << logging::add_value("Line", 17)
                          << logging::add_value("Function", std::string("place")) << logging::add_value("Total", 9.5)
                          << logging::add_value("Paid", true) << logging::add_value("Big", 5'000'000'000ULL)
                          << "placed";
    }
    logging::core::get()->set_global_attributes(logging::attribute_set());
    const Received received = client_.receive();
    const std::map<std::string, std::string> expected{{"logger.name", "orders"},  {"code.file.path", "shop.cpp"},
                                                      {"code.line.number", "17"}, {"code.function.name", "place"},
                                                      {"Tenant", "acme"},         {"Attempt", "3"},
                                                      {"Total", "9.5"},           {"Paid", "true"},
                                                      {"Big", "5000000000"}};
    const LogRecord& log = received.log("placed");
    auto attributes = attributes_of(log);
    attributes["Total"] = attributes["Total"].substr(0, 3);
    EXPECT_EQ(attributes, expected);
    for (const auto& attribute : log.attributes()) {
        if (attribute.key() == "Paid") {
            EXPECT_TRUE(attribute.value().has_bool_value());
        }
        if (attribute.key() == "Big") {
            EXPECT_TRUE(attribute.value().has_int_value());
        }
    }
}

TEST_F(BoostLogTest, ARecordBelongsToTheSpanOfTheThreadThatLogged) {
    const BoostLogSink sink(client_.client);
    expect_records_of_their_threads_spans(client_, [](const std::string& text) { BOOST_LOG_TRIVIAL(info) << text; });
}

TEST_F(BoostLogTest, ItTakesPartForItsOwnLifeAndWithAFilterOfItsOwn) {
    {
        BoostLogSink sink(client_.client);
        sink.frontend().set_filter(logging::trivial::severity >= logging::trivial::error);
        BOOST_LOG_TRIVIAL(warning) << "too low";
        BOOST_LOG_TRIVIAL(error) << "within";
    }
    {
        // Some other sink, or Boost.Log would write to the console.
        TestClient other;
        const BoostLogSink sink(other.client);
        BOOST_LOG_TRIVIAL(error) << "after";
    }
    const Received received = client_.receive();
    ASSERT_EQ(received.logs.size(), 1U);
    EXPECT_EQ(received.logs[0].body().string_value(), "within");
}

TEST_F(BoostLogTest, AClientThatIsNotInitializedOrWasShutDownDoesNotDisturbTheProgram) {
    TelemetryFlowClient idle(test_config(),
                             {.exporter = std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>()),
                              .diagnostics = std::make_unique<SilentDiagnostics>()});
    const BoostLogSink sink(idle);
    const BoostLogSink other(client_.client);
    EXPECT_NO_THROW(BOOST_LOG_TRIVIAL(info) << "before initialize()");
    idle.initialize();
    idle.shutdown();
    EXPECT_NO_THROW(BOOST_LOG_TRIVIAL(info) << "after shutdown()");
    EXPECT_EQ(client_.receive().logs.size(), 2U) << "other sinks are not affected";
}

}  // namespace
}  // namespace telemetryflow::tests
