#include "infrastructure/resource/kubernetes_attributes.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/text.hpp"

namespace telemetryflow::resource {
namespace {

// Where the kubelet puts the pod's namespace, unless the pod wants no token.
constexpr const char* kNamespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

struct Variables {
    const char* attribute;
    std::array<const char*, 2> own;      // with a prefix that leaves no doubt
    std::array<const char*, 3> in_pods;  // as examples and charts name them; null: no more
};

// There is no standard for the names: these are what the conventions' keys suggest and what is usual.
constexpr std::array<Variables, 7> kVariables{{
    {"k8s.cluster.name", {"K8S_CLUSTER_NAME", "KUBERNETES_CLUSTER_NAME"}, {"CLUSTER_NAME", nullptr, nullptr}},
    {"k8s.container.name", {"K8S_CONTAINER_NAME", "KUBERNETES_CONTAINER_NAME"}, {"CONTAINER_NAME", nullptr, nullptr}},
    {"k8s.deployment.name",
     {"K8S_DEPLOYMENT_NAME", "KUBERNETES_DEPLOYMENT_NAME"},
     {"DEPLOYMENT_NAME", nullptr, nullptr}},
    {"k8s.namespace.name",
     {"K8S_NAMESPACE_NAME", "KUBERNETES_NAMESPACE"},
     {"POD_NAMESPACE", "MY_POD_NAMESPACE", "NAMESPACE"}},
    {"k8s.node.name", {"K8S_NODE_NAME", "KUBERNETES_NODE_NAME"}, {"NODE_NAME", "MY_NODE_NAME", nullptr}},
    {"k8s.pod.name", {"K8S_POD_NAME", "KUBERNETES_POD_NAME"}, {"POD_NAME", "MY_POD_NAME", nullptr}},
    {"k8s.pod.uid", {"K8S_POD_UID", "KUBERNETES_POD_UID"}, {"POD_UID", "MY_POD_UID", nullptr}},
}};

template <class Names>
std::optional<std::string> first_of(const Environment& environment, const Names& names) {
    for (const char* name : names) {
        if (name == nullptr) break;
        if (auto value = environment(name); value && !value->empty()) return value;
    }
    return std::nullopt;
}

}  // namespace

void detect_kubernetes(const SystemProbe& probe, const Environment& environment, ResourceAttributes& attributes) {
    const auto file = probe.read_file(kNamespaceFile);
    // Set by the kubelet in every container.
    const bool in_pod = file.has_value() || environment("KUBERNETES_SERVICE_HOST").has_value();
    for (const Variables& variables : kVariables) {
        auto value = first_of(environment, variables.own);
        if (!value && in_pod) value = first_of(environment, variables.in_pods);
        if (value) attributes.insert_or_assign(variables.attribute, std::move(*value));
    }
    if (!file) return;
    if (const std::string_view name = text::trim(std::string_view(*file).substr(0, file->find('\n'))); !name.empty())
        attributes.try_emplace("k8s.namespace.name", std::string(name));
}

}  // namespace telemetryflow::resource
