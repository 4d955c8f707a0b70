#include <gtest/gtest.h>

#include "telemetryflow/domain/backend_profile.hpp"
#include "telemetryflow/domain/durability.hpp"
#include "telemetryflow/domain/overflow_policy.hpp"
#include "telemetryflow/domain/protocol.hpp"
#include "telemetryflow/domain/resource_detector.hpp"
#include "telemetryflow/domain/sampler_config.hpp"
#include "telemetryflow/domain/severity_level.hpp"
#include "telemetryflow/domain/signal_type.hpp"
#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/domain/temporality.hpp"

namespace telemetryflow {
namespace {

TEST(EnumParsingTest, ReadsBackWhatToStringWrites) {
    for (const auto value : {Protocol::Grpc, Protocol::Http})
        EXPECT_EQ(protocol_from_string(to_string(value)), value);
    for (const auto value : {BackendProfile::TelemetryFlow, BackendProfile::Otlp}) {
        EXPECT_EQ(backend_profile_from_string(to_string(value)), value);
    }
    for (const auto value : {OverflowPolicy::DropNewest, OverflowPolicy::Block, OverflowPolicy::DropOldest}) {
        EXPECT_EQ(overflow_policy_from_string(to_string(value)), value);
    }
    for (const auto value : {Durability::Memory, Durability::Process, Durability::Disk, Durability::Sync})
        EXPECT_EQ(durability_from_string(to_string(value)), value);
    for (const auto value : {Temporality::Delta, Temporality::Cumulative, Temporality::LowMemory}) {
        EXPECT_EQ(temporality_from_string(to_string(value)), value);
    }
    for (const auto value : kAllSignals)
        EXPECT_EQ(signal_type_from_string(to_string(value)), value);
    for (unsigned number = 1; number <= 24; ++number) {
        const auto value = static_cast<SeverityLevel>(number);
        EXPECT_EQ(severity_level_from_string(to_string(value)), value) << number;
    }
    for (const auto value :
         {SpanKind::Internal, SpanKind::Server, SpanKind::Client, SpanKind::Producer, SpanKind::Consumer}) {
        EXPECT_EQ(span_kind_from_string(to_string(value)), value);
    }
}

TEST(EnumParsingTest, ReadsOtherSpellings) {
    EXPECT_EQ(protocol_from_string("HTTP/Protobuf"), Protocol::Http);
    EXPECT_EQ(protocol_from_string("GRPC"), Protocol::Grpc);
    EXPECT_EQ(overflow_policy_from_string("drop"), OverflowPolicy::DropNewest);
    EXPECT_EQ(severity_level_from_string("Warning"), SeverityLevel::Warn);
    EXPECT_EQ(severity_level_from_string("critical"), SeverityLevel::Fatal);
    EXPECT_EQ(span_kind_from_string("SERVER"), SpanKind::Server);
}

TEST(EnumParsingTest, ReadsListsOfDetectors) {
    using List = std::vector<ResourceDetector>;
    EXPECT_EQ(resource_detectors_from_string("host, Process,host"),
              (List{ResourceDetector::Host, ResourceDetector::Process}));
    EXPECT_EQ(resource_detectors_from_string(" none "), List{});
    EXPECT_EQ(resource_detectors_from_string("kubernetes,container,os"),
              (List{ResourceDetector::Kubernetes, ResourceDetector::Container, ResourceDetector::Os}));
    for (const char* text : {"", ",", "host,none", "hosts", "all"})
        EXPECT_FALSE(resource_detectors_from_string(text)) << text;
}

// Defect P-13 of the family: an unknown protocol silently became gRPC.
TEST(EnumParsingTest, RefusesWhatItDoesNotKnow) {
    for (const char* text : {"", "htp", "http/json", "grpc "})
        EXPECT_FALSE(protocol_from_string(text)) << text;
    EXPECT_FALSE(backend_profile_from_string("jaeger"));
    EXPECT_FALSE(overflow_policy_from_string("drop_all"));
    EXPECT_FALSE(durability_from_string("disc"));
    EXPECT_FALSE(temporality_from_string("low_memory"));
    EXPECT_FALSE(signal_type_from_string("profiles"));
    for (const char* text : {"notice", "unknown", "trace1", "info5", ""})
        EXPECT_FALSE(severity_level_from_string(text)) << text;
    EXPECT_FALSE(span_kind_from_string("peer"));
    EXPECT_FALSE(sampler_from_string("jaeger_remote"));
}

TEST(EnumParsingTest, KnowsOpenTelemetrysSamplerNames) {
    for (const char* name : {"always_on", "always_off", "traceidratio", "parentbased_always_on",
                             "parentbased_always_off", "parentbased_traceidratio"}) {
        const auto sampler = sampler_from_string(name);
        ASSERT_TRUE(sampler) << name;
        EXPECT_EQ(to_string(*sampler), name);
        EXPECT_EQ(sampler->ratio, 1.0);
    }
    EXPECT_EQ(to_string(SamplerConfig{}), "parentbased_always_on");
    EXPECT_EQ(sampler_from_string("ParentBased_TraceIdRatio")->kind, SamplerConfig::Kind::TraceIdRatio);
}

}  // namespace
}  // namespace telemetryflow
