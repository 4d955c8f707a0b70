#include "infrastructure/transport/otlp_exporter_factory.hpp"

#include <gtest/gtest.h>

#include "telemetryflow/domain/errors.hpp"
#include "telemetryflow/version.hpp"

namespace telemetryflow::infrastructure {
namespace {

TEST(OtlpExporterFactoryTest, MakesAnExporterForEachProtocolWithoutConnecting) {
    for (const auto protocol : {Protocol::Grpc, Protocol::Http}) {
        OtlpExporterOptions options;
        options.protocol = protocol;
        options.transport.base_url = "https://nowhere.invalid:4317";
        options.transport.tls.server_name = "elsewhere.invalid";
        EXPECT_NE(OTLPExporterFactory::create_exporter(options), nullptr);
    }
}

TEST(OtlpExporterFactoryTest, NamesEveryFaultAtOnce) {
    OtlpExporterOptions options;
    options.transport.base_url = "https://localhost:4317";
    options.transport.headers = {{"bad name", "x"}, {"X-Key", "secret\r\n"}};
    options.transport.tls.ca_file = "/nonexistent/ca.pem";
    options.transport.tls.client_key_file = "/nonexistent/key.pem";
    try {
        const auto exporter = OTLPExporterFactory::create_exporter(options);
        FAIL() << "no error";
    } catch (const ConfigError& error) {
        EXPECT_EQ(error.faults().size(), 5U);
        EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
    }
}

TEST(OtlpExporterFactoryTest, SaysWhoItIs) {
    EXPECT_EQ(TransportOptions().user_agent, "OTel-OTLP-Exporter-CPP-TelemetryFlow/" + std::string(kVersion));
}

}  // namespace
}  // namespace telemetryflow::infrastructure
