#include "infrastructure/resource/kubernetes_attributes.hpp"

#include <map>
#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace telemetryflow::resource {
namespace {

using Texts = std::map<std::string, std::string>;

constexpr const char* kNamespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

Texts detected(const Texts& variables, const Texts& files = {}) {
    const auto look_up = [](const Texts& texts) {
        return [&texts](const std::string& name) {
            const auto found = texts.find(name);
            return found == texts.end() ? std::nullopt : std::optional(found->second);
        };
    };
    SystemProbe probe;
    probe.read_file = look_up(files);
    ResourceAttributes attributes;
    detect_kubernetes(probe, look_up(variables), attributes);
    Texts found;
    for (const auto& [key, value] : attributes)
        found[key] = std::get<std::string>(value);
    return found;
}

const Texts kInPod{{"KUBERNETES_SERVICE_HOST", "10.96.0.1"}};

Texts in_pod(Texts variables) {
    variables.insert(kInPod.begin(), kInPod.end());
    return variables;
}

TEST(KubernetesAttributesTest, FindsNothingOutsideOfKubernetes) {
    EXPECT_EQ(detected({}), Texts{});
    // A build server's and a shell's variables of the same names.
    EXPECT_EQ(detected({{"NODE_NAME", "built-in"}, {"POD_NAME", "x"}, {"NAMESPACE", "y"}}), Texts{});
}

TEST(KubernetesAttributesTest, ReadsVariablesWithThePrefixAnywhere) {
    const Texts expected{{"k8s.cluster.name", "c"},    {"k8s.container.name", "app"}, {"k8s.deployment.name", "shop"},
                         {"k8s.namespace.name", "ns"}, {"k8s.node.name", "n1"},       {"k8s.pod.name", "shop-1"},
                         {"k8s.pod.uid", "u1"}};
    EXPECT_EQ(detected({{"K8S_CLUSTER_NAME", "c"},
                        {"K8S_CONTAINER_NAME", "app"},
                        {"K8S_DEPLOYMENT_NAME", "shop"},
                        {"K8S_NAMESPACE_NAME", "ns"},
                        {"K8S_NODE_NAME", "n1"},
                        {"K8S_POD_NAME", "shop-1"},
                        {"K8S_POD_UID", "u1"}}),
              expected);
}

TEST(KubernetesAttributesTest, ReadsUsualNamesInAPod) {
    const Texts expected{
        {"k8s.namespace.name", "ns"}, {"k8s.node.name", "n1"}, {"k8s.pod.name", "shop-1"}, {"k8s.pod.uid", "u1"}};
    EXPECT_EQ(
        detected(in_pod({{"POD_NAMESPACE", "ns"}, {"NODE_NAME", "n1"}, {"POD_NAME", "shop-1"}, {"POD_UID", "u1"}})),
        expected);
    EXPECT_EQ(
        detected(in_pod(
            {{"MY_POD_NAMESPACE", "ns"}, {"MY_NODE_NAME", "n1"}, {"MY_POD_NAME", "shop-1"}, {"MY_POD_UID", "u1"}})),
        expected);
    EXPECT_EQ(detected({{"POD_NAME", "shop-1"}}, {{kNamespaceFile, "ns"}}),
              (Texts{{"k8s.namespace.name", "ns"}, {"k8s.pod.name", "shop-1"}}));
}

TEST(KubernetesAttributesTest, APrefixedNameWinsAndAnEmptyOneIsNone) {
    EXPECT_EQ(detected(in_pod({{"K8S_POD_NAME", "first"}, {"POD_NAME", "second"}})),
              (Texts{{"k8s.pod.name", "first"}}));
    EXPECT_EQ(detected(in_pod({{"K8S_POD_NAME", ""}, {"POD_NAME", "second"}})), (Texts{{"k8s.pod.name", "second"}}));
    EXPECT_EQ(detected(in_pod({{"POD_NAME", ""}})), Texts{});
}

TEST(KubernetesAttributesTest, TheServiceAccountTellsTheNamespaceWhereNoVariableDoes) {
    EXPECT_EQ(detected({}, {{kNamespaceFile, "shop"}}), (Texts{{"k8s.namespace.name", "shop"}}));
    EXPECT_EQ(detected({}, {{kNamespaceFile, "shop\n"}}), (Texts{{"k8s.namespace.name", "shop"}}));
    EXPECT_EQ(detected({{"K8S_NAMESPACE_NAME", "own"}}, {{kNamespaceFile, "shop"}}),
              (Texts{{"k8s.namespace.name", "own"}}));
    EXPECT_EQ(detected({}, {{kNamespaceFile, " \n"}}), Texts{});
}

}  // namespace
}  // namespace telemetryflow::resource
