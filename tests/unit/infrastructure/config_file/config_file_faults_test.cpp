#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/temp_dir.hpp"
#include "unit/infrastructure/config_file/yaml_file.hpp"

namespace telemetryflow::config {
namespace {

using test::apply_yaml;
using Errors = std::vector<std::string>;

struct Case {
    std::string text;
    std::string error;
};

class ConfigFileFault : public testing::TestWithParam<Case> {};

TEST_P(ConfigFileFault, IsNamedWithItsPlaceAndChangesNothing) {
    const auto applied = apply_yaml(GetParam().text);
    EXPECT_EQ(applied.report.errors, Errors{GetParam().error});
    EXPECT_EQ(applied.draft.config, TelemetryConfig{});
    EXPECT_TRUE(applied.draft.settled.empty());
}

INSTANTIATE_TEST_SUITE_P(
    UnknownKeys, ConfigFileFault,
    testing::Values(Case{"servcie: {name: a}", "file.yaml:1:1: unknown key 'servcie': did you mean service?"},
                    Case{"endpoint:\n  adress: a:1",
                         "file.yaml:2:3: unknown key 'endpoint.adress': did you mean endpoint.address?"},
                    Case{"endpoint:\n  timeuot: 1s",
                         "file.yaml:2:3: unknown key 'endpoint.timeuot': did you mean endpoint.timeout?"},
                    Case{"grpc: {keepalives: {time: 10s}}",
                         "file.yaml:1:8: unknown key 'grpc.keepalives': did you mean grpc.keepalive?"},
                    Case{"rate_limit: {nonsense: 1}",
                         "file.yaml:1:14: unknown key 'rate_limit.nonsense': rate_limit has requests_per_second"},
                    Case{"tls: {everything-is-possible: 1}",
                         "file.yaml:1:7: unknown key 'tls.everything-is-possible': tls has ca_file, client_cert_file, "
                         "client_key_file and server_name"},
                    Case{"service.name: a", "file.yaml:1:1: unknown key 'service.name': did you mean service.name?"},
                    Case{"Service: {name: a}", "file.yaml:1:1: unknown key 'Service': did you mean service?"},
                    Case{"tls: {\"\": 1}", "file.yaml:1:7: unknown key 'tls.': did you mean tls?"}));

INSTANTIATE_TEST_SUITE_P(
    IllTypedValues, ConfigFileFault,
    testing::Values(
        Case{"endpoint:\n  timeout: soon",
             "file.yaml:2:12: endpoint.timeout has the bad value 'soon': accepted is a duration of 1ms or more such as "
             "500ms, 10s or 1m; a bare number counts seconds"},
        Case{"endpoint: {timeout: 0}",
             "file.yaml:1:21: endpoint.timeout has the bad value '0': accepted is a duration of 1ms or more such as "
             "500ms, 10s or 1m; a bare number counts seconds"},
        Case{"endpoint: {insecure: perhaps}",
             "file.yaml:1:22: endpoint.insecure has the bad value 'perhaps': accepted is true, 1, yes, on, false, 0, "
             "no or off"},
        Case{"endpoint: {protocol: smtp}",
             "file.yaml:1:22: endpoint.protocol has the bad value 'smtp': accepted is grpc, http or http/protobuf"},
        Case{"batch: {max_size: -1}",
             "file.yaml:1:19: batch.max_size has the bad value '-1': accepted is a whole number from 1 to 4294967295"},
        Case{"batch: {max_size: 4294967296}",
             "file.yaml:1:19: batch.max_size has the bad value '4294967296': accepted is a whole number from 1 to "
             "4294967295"},
        Case{"batch: {max_bytes: 63KiB}",
             "file.yaml:1:20: batch.max_bytes has the bad value '63KiB': accepted is bytes, or a number with KiB, MiB "
             "or GiB (K, M, G), from 64KiB to 4032KiB"},
        Case{"grpc: {keepalive: {time: 1500ms}}",
             "file.yaml:1:26: grpc.keepalive.time has the bad value '1500ms': accepted is whole seconds of 1s or more, "
             "such as 10s"},
        Case{"compression: {algorithm: zstd}",
             "file.yaml:1:26: compression.algorithm has the bad value 'zstd': accepted is gzip"},
        Case{"compression: {enabled: zstd}",
             "file.yaml:1:24: compression.enabled has the bad value 'zstd': accepted is true, 1, yes, on, false, 0, no "
             "or off, gzip or none"},
        Case{"signals: {traces: {sampler_ratio: 1.5}}",
             "file.yaml:1:35: signals.traces.sampler_ratio has the bad value '1.5': accepted is a number from 0 to 1"},
        Case{"propagators: [b3, jaeger]",
             "file.yaml:1:14: propagators has the bad value 'b3,jaeger': accepted is tracecontext, baggage, b3 and "
             "b3multi separated by commas, or none"}));

INSTANTIATE_TEST_SUITE_P(
    Shapes, ConfigFileFault,
    testing::Values(
        Case{"- a",
             "file.yaml:1:1: the file must be a map of credentials, endpoint, headers, tls, compression, retry, batch, "
             "rate_limit, buffer, spool, self_telemetry, grpc, signals, limits, propagators, service, "
             "resource_attributes, collector, "
             "v2_api, version, tfo_collector_version, otel_version and http"},
        Case{"tls: yes",
             "file.yaml:1:6: tls must be a map of ca_file, client_cert_file, client_key_file and "
             "server_name"},
        Case{"rate_limit: [1]", "file.yaml:1:13: rate_limit must be a map of requests_per_second"},
        Case{"service: {name: [a]}", "file.yaml:1:17: service.name must be one value, not a list: accepted is text"},
        Case{"service: {name: {a: b}}", "file.yaml:1:17: service.name must be one value, not a map: accepted is text"},
        Case{"propagators: {b3: true}",
             "file.yaml:1:14: propagators must be a list, not a map: accepted is tracecontext, baggage, b3 and b3multi "
             "separated by commas, or none"},
        Case{"propagators: [[b3]]",
             "file.yaml:1:14: propagators must be a list of single values: tracecontext, baggage, b3 and b3multi "
             "separated by commas, or none"},
        Case{"headers: [a]", "file.yaml:1:10: headers must be a map of names and values"},
        Case{"headers:\n  X-A: [a]", "file.yaml:2:8: headers['X-A'] must be one value, not a list: accepted is text"}));

INSTANTIATE_TEST_SUITE_P(
    Variables, ConfigFileFault,
    testing::Values(
        Case{"endpoint:\n  address: ${CHECKOUT_ENDPOINT}",
             "file.yaml:2:12: endpoint.address needs the variable 'CHECKOUT_ENDPOINT', which is not set: set it, or "
             "write ${NAME:default}"},
        Case{"headers: {X-A: '${TOKEN}'}",
             "file.yaml:1:16: headers['X-A'] needs the variable 'TOKEN', which is not set: set it, or write "
             "${NAME:default}"},
        Case{"service: {name: '${A'}", "file.yaml:1:17: service.name has a ${ without its }"},
        Case{"service: {name: '${}'}",
             "file.yaml:1:17: service.name has a ${...} that names no variable: write "
             "${NAME} or ${NAME:default}"},
        Case{"service: {name: '${A:-b}'}",
             "file.yaml:1:17: service.name has a shell's default for the variable 'A': "
             "write ${NAME:default}, without the dash"},
        Case{"endpoint: {timeout: '${T:soon}'}",
             "file.yaml:1:21: endpoint.timeout has the bad value '${T:soon}': accepted is a duration of 1ms or more "
             "such as 500ms, 10s or 1m; a bare number counts seconds"}));

INSTANTIATE_TEST_SUITE_P(Duplicates, ConfigFileFault,
                         testing::Values(Case{"tls: {}\nheaders: {}\ntls: {}",
                                              "file.yaml:3:1: the key 'tls' is given twice, first in line "
                                              "1"}));

TEST(ConfigFileFaultsTest, RefusesDuplicatesWhereverTheyAre) {
    EXPECT_EQ(apply_yaml("service:\n  name: a\n  version: b\n  name: c\n").report.errors,
              Errors{"file.yaml:4:3: the key 'name' is given twice, first in line 2"});
    EXPECT_EQ(apply_yaml("headers:\n  X-A: a\n  X-A: c\n").report.errors,
              Errors{"file.yaml:3:3: the key 'X-A' is given twice, first in line 2"});
    EXPECT_EQ(apply_yaml("service: {name: a}\ntls: {}\nservice: {name: b}\n").report.errors.size(), 1U);
}

TEST(ConfigFileFaultsTest, NamesAllOfThemInTheOrderOfTheFile) {
    const auto applied = apply_yaml(R"(service: {name: ok, nmae: x}
retry: {max_attempts: many}
endpoint:
  adress: a:1
  timeout: soon
  protocol: ${PROTOCOL}
nothing: {}
)");
    const auto& errors = applied.report.errors;
    ASSERT_EQ(errors.size(), 6U);
    const char* starts[] = {"file.yaml:1:21: ", "file.yaml:2:23: ", "file.yaml:4:3: ",
                            "file.yaml:5:12: ", "file.yaml:6:13: ", "file.yaml:7:1: "};
    for (std::size_t at = 0; at < errors.size(); ++at)
        EXPECT_TRUE(errors[at].starts_with(starts[at])) << errors[at];
    EXPECT_EQ(applied.draft.config.service_name, "ok") << "what is right is applied, so that all faults are seen";
}

TEST(ConfigFileFaultsTest, SaysWhereTheTextIsIllFormed) {
    const auto errors = apply_yaml("a: b\n\tc: d\n").report.errors;
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_TRUE(errors[0].starts_with("file.yaml:2:1: not well-formed YAML: ")) << errors[0];
}

TEST(ConfigFileFaultsTest, SaysWhyAFileCannotBeRead) {
    const test::TempDir folder;
    const auto errors_of = [&](const std::string& path) {
        ConfigDraft draft;
        return apply_config_file(path, parse_yaml_config, test::environment_of({}), draft).errors;
    };
    const auto missing = folder.file("none.yaml");
    EXPECT_EQ(errors_of(missing), Errors{missing + ": cannot be read: No such file or directory"});
    EXPECT_EQ(errors_of(folder.path()), Errors{folder.path() + ": cannot be read: Is a directory"});
    const auto binary = folder.write("binary.yaml", "service: {name: \xff}");
    EXPECT_EQ(errors_of(binary), Errors{binary + ": is not a text in UTF-8"});
    const auto zeros = folder.write("zeros.yaml", std::string("a\0b", 3));
    EXPECT_EQ(errors_of(zeros), Errors{zeros + ": is not a text in UTF-8"});
    EXPECT_EQ(errors_of(folder.write("good.yaml", "service: {name: a}")), Errors{});
}

TEST(ConfigFileFaultsTest, SaysWhatToLinkWhereNothingReadsFiles) {
    ConfigDraft draft;
    const auto errors = apply_config_file("/etc/x.yaml", nullptr, test::environment_of({}), draft).errors;
    ASSERT_EQ(errors.size(), 1U);
    for (const char* part :
         {"/etc/x.yaml is not read", "link telemetryflow::config_file",
          "find_package(TelemetryFlow COMPONENTS config_file)", "pkg-config telemetryflow-config-file"}) {
        EXPECT_NE(errors[0].find(part), std::string::npos) << errors[0];
    }
}

}  // namespace
}  // namespace telemetryflow::config
