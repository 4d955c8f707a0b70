#include "infrastructure/resource/detect_resource.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <unistd.h>

#include "telemetryflow/version.hpp"

namespace telemetryflow::resource {
namespace {

using Files = std::map<std::string, std::string>;

const std::string kId(64, 'c');

SystemProbe machine(Files files = {}, std::string executable = "/opt/shop/bin/checkout") {
    return {.read_file = [files](const std::string& path) -> std::optional<std::string> {
                const auto found = files.find(path);
                return found == files.end() ? std::nullopt : std::optional(found->second);
            },
            .read_link = [executable](const std::string& path) -> std::optional<std::string> {
                return path == "/proc/self/exe" && !executable.empty() ? std::optional(executable) : std::nullopt;
            },
            .host_name = [] { return std::string("web-1"); },
            .kernel = [] { return Kernel{.system = "Linux", .release = "6.1.0", .machine = "x86_64"}; },
            .process_id = [] { return std::int64_t{4711}; },
            .effective_user_id = [] { return std::int64_t{1000}; }};
}

Environment no_variables() {
    return [](const std::string&) { return std::optional<std::string>(); };
}

Environment otel_attributes(std::string value) {
    return [value](const std::string& name) {
        return name == "OTEL_RESOURCE_ATTRIBUTES" ? std::optional(value) : std::nullopt;
    };
}

TelemetryConfig shop() {
    TelemetryConfig config;
    config.service_name = "checkout";
    return config;
}

std::string text(const ResourceAttributes& attributes, const std::string& key) {
    const auto found = attributes.find(key);
    if (found == attributes.end()) return "(absent)";
    const auto* value = std::get_if<std::string>(&found->second);
    return value == nullptr ? "(not a string)" : *value;
}

ResourceAttributes detect(const TelemetryConfig& config, const Environment& environment, const SystemProbe& probe) {
    std::vector<std::string> warnings;
    auto attributes = detect_resource(config, environment, warnings, probe);
    EXPECT_TRUE(warnings.empty());
    return attributes;
}

TEST(DetectResourceTest, DescribesHostProcessAndSdk) {
    const auto attributes = detect(shop(), no_variables(),
                                   machine({{"/etc/os-release", "ID=debian\nPRETTY_NAME=\"Debian 12\"\n"},
                                            {"/etc/passwd", "root:x:0:0::/:/bin/sh\nshop:x:1000:1000::/:/bin/sh\n"},
                                            {"/proc/self/cgroup", "0::/docker/" + kId}}));
    EXPECT_EQ(text(attributes, "host.name"), "web-1");
    EXPECT_EQ(text(attributes, "host.arch"), "amd64");
    EXPECT_EQ(text(attributes, "os.type"), "linux");
    EXPECT_EQ(text(attributes, "os.description"), "Debian 12, Linux 6.1.0");
    EXPECT_EQ(attributes.at("process.pid"), ResourceValue(std::int64_t{4711}));
    EXPECT_EQ(text(attributes, "process.executable.name"), "checkout");
    EXPECT_EQ(text(attributes, "process.executable.path"), "/opt/shop/bin/checkout");
    EXPECT_EQ(text(attributes, "process.owner"), "shop");
    EXPECT_EQ(text(attributes, "process.runtime.name"), "libstdc++");
    EXPECT_NE(text(attributes, "process.runtime.version"), "(absent)");
    EXPECT_EQ(text(attributes, "container.id"), kId);
    EXPECT_EQ(text(attributes, "telemetry.sdk.name"), "telemetryflow");
    EXPECT_EQ(text(attributes, "telemetry.sdk.language"), "cpp");
    EXPECT_EQ(text(attributes, "telemetry.sdk.version"), kVersion);
    EXPECT_EQ(text(attributes, "service.name"), "checkout");
    EXPECT_EQ(text(attributes, "service.version"), "1.0.0");
    EXPECT_EQ(text(attributes, "service.namespace"), "telemetryflow");
    EXPECT_EQ(text(attributes, "deployment.environment"), "production");
    EXPECT_EQ(text(attributes, "deployment.environment.name"), "production");
    EXPECT_EQ(text(attributes, "service.instance.id").size(), 36U);
}

TEST(DetectResourceTest, SendsNoCommandLine) {
    const auto attributes = detect(shop(), no_variables(), SystemProbe::of_this_process());
    for (const auto& [key, value] : attributes)
        EXPECT_EQ(key.find("process.command"), std::string::npos) << key;
}

TEST(DetectResourceTest, LeavesOutWhatItCannotFind) {
    auto probe = machine({}, "");
    probe.host_name = [] { return std::string(); };
    probe.kernel = [] { return Kernel{}; };
    const auto attributes = detect(shop(), no_variables(), probe);
    for (const char* key : {"host.name", "host.arch", "os.type", "os.description", "process.executable.name",
                            "process.executable.path", "process.owner", "container.id"}) {
        EXPECT_EQ(text(attributes, key), "(absent)") << key;
    }
    EXPECT_EQ(text(attributes, "service.name"), "checkout");
}

TEST(DetectResourceTest, FallsBackToTheMountsForTheContainer) {
    const auto attributes = detect(
        shop(), no_variables(),
        machine({{"/proc/self/cgroup", "0::/\n"},
                 {"/proc/self/mountinfo", "1 2 8:1 /containers/" + kId + "/hostname /etc/hostname rw - ext4 x rw\n"}}));
    EXPECT_EQ(text(attributes, "container.id"), kId);
}

TEST(DetectResourceTest, ForgetsThatAProgramWasReplaced) {
    const auto attributes = detect(shop(), no_variables(), machine({}, "/opt/shop/bin/checkout (deleted)"));
    EXPECT_EQ(text(attributes, "process.executable.path"), "/opt/shop/bin/checkout");
    EXPECT_EQ(text(attributes, "process.executable.name"), "checkout");
}

TEST(DetectResourceTest, SurvivesABrokenPasswordFile) {
    for (const char* accounts : {"", "\n\n", "shop", "shop:x", "shop:x:10000:1", ":::", "x:1000:y:1"}) {
        EXPECT_EQ(text(detect(shop(), no_variables(), machine({{"/etc/passwd", accounts}})), "process.owner"),
                  "(absent)")
            << accounts;
    }
}

TEST(DetectResourceTest, DetectsNothingWhenToldSo) {
    auto config = shop();
    config.enrich_resources = false;
    const auto attributes = detect(config, no_variables(), machine());
    for (const auto& [key, value] : attributes) {
        EXPECT_TRUE(key.rfind("service.", 0) == 0 || key.rfind("telemetry.sdk.", 0) == 0 ||
                    key.rfind("deployment.", 0) == 0)
            << key;
    }
    EXPECT_EQ(text(attributes, "service.name"), "checkout");
}

// The prefixes of what is detected, each once.
std::set<std::string> detected(const TelemetryConfig& config) {
    std::set<std::string> found;
    const auto attributes = detect(
        config,
        [](const std::string& name) {
            return name == "K8S_POD_NAME" ? std::optional<std::string>("shop-1") : std::nullopt;
        },
        machine({{"/proc/self/cgroup", "0::/docker/" + kId}}));
    for (const auto& [key, value] : attributes) {
        const std::string prefix = key.substr(0, key.find('.'));
        if (prefix != "service" && prefix != "telemetry" && prefix != "deployment") found.insert(prefix);
    }
    return found;
}

TEST(DetectResourceTest, EachDetectorCanBeSwitchedOff) {
    using Detector = ResourceDetector;
    const std::vector<std::pair<Detector, std::string>> prefixes{{Detector::Host, "host"},
                                                                 {Detector::Os, "os"},
                                                                 {Detector::Process, "process"},
                                                                 {Detector::Container, "container"},
                                                                 {Detector::Kubernetes, "k8s"}};
    auto config = shop();
    EXPECT_EQ(detected(config), (std::set<std::string>{"host", "os", "process", "container", "k8s"}));
    for (const auto& [detector, prefix] : prefixes) {
        config.resource_detectors = {detector};
        EXPECT_EQ(detected(config), std::set<std::string>{prefix});
    }
    config.resource_detectors = {};
    EXPECT_EQ(detected(config), std::set<std::string>{});
    config = shop();
    config.enrich_resources = false;
    EXPECT_EQ(detected(config), std::set<std::string>{});
}

TEST(DetectResourceTest, LetsVariablesWinOverDetectionAndTheConfigOverVariables) {
    auto config = shop();
    config.custom_attributes = {{"host.arch", "custom"}, {"team", "pay"}, {"telemetry.sdk.language", "mine"}};
    const auto attributes = detect(
        config, otel_attributes("host.name=pinned,host.arch=x,service.name=other,zone=a%2Cb,service.instance.id=i7"),
        machine());
    EXPECT_EQ(text(attributes, "host.name"), "pinned");
    EXPECT_EQ(text(attributes, "host.arch"), "custom");
    EXPECT_EQ(text(attributes, "service.name"), "checkout");
    EXPECT_EQ(text(attributes, "zone"), "a,b");
    EXPECT_EQ(text(attributes, "team"), "pay");
    EXPECT_EQ(text(attributes, "service.instance.id"), "i7");
    EXPECT_EQ(text(attributes, "telemetry.sdk.language"), "mine");
}

TEST(DetectResourceTest, DiscardsBrokenVariablesAsAWholeAndSaysSoWithoutTheirValue) {
    std::vector<std::string> warnings;
    const auto attributes = detect_resource(shop(), otel_attributes("host.name=canary,zone=%zz"), warnings, machine());
    EXPECT_EQ(text(attributes, "host.name"), "web-1");
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_NE(warnings[0].find("OTEL_RESOURCE_ATTRIBUTES"), std::string::npos);
    EXPECT_EQ(warnings[0].find("canary"), std::string::npos);
}

TEST(DetectResourceTest, CarriesTheCollectorsDescriptionAndTags) {
    auto config = shop();
    config.collector_description = "edge";
    config.collector_tags = {{"zone", "a"}};
    const auto attributes = detect(config, no_variables(), machine());
    EXPECT_EQ(text(attributes, "telemetryflow.collector.description"), "edge");
    EXPECT_EQ(text(attributes, "telemetryflow.collector.tag.zone"), "a");
}

TEST(DetectResourceTest, DescribesThisVeryProcess) {
    const auto attributes = detect(shop(), no_variables(), SystemProbe::of_this_process());
    EXPECT_EQ(attributes.at("process.pid"), ResourceValue(std::int64_t{::getpid()}));
    EXPECT_EQ(text(attributes, "process.executable.name"), "unit_infrastructure_resource");
    EXPECT_EQ(text(attributes, "os.type"), "linux");
    EXPECT_NE(text(attributes, "host.name"), "(absent)");
}

}  // namespace
}  // namespace telemetryflow::resource
