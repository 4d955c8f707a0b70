#pragma once

// What a provider has made, by the name, version and schema URL of its scope: asked for again, it is the same one. Any
// thread.

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include <opentelemetry/common/key_value_iterable.h>
#include <opentelemetry/nostd/shared_ptr.h>

#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/domain/instrumentation_scope.hpp"

namespace telemetryflow::bridge {

template <class T>
class ScopeCache {
public:
    /// `make(scope)` is called for what is new. Scopes with attributes are made anew each time, which the SDK tells
    /// together.
    template <class Make>
    [[nodiscard]] opentelemetry::nostd::shared_ptr<T> get(std::string_view name, std::string_view version,
                                                          std::string_view schema_url,
                                                          const opentelemetry::common::KeyValueIterable* attributes,
                                                          Make&& make) {
        InstrumentationScope scope{.name = name, .version = version, .schema_url = schema_url};
        if (attributes != nullptr && attributes->size() != 0) {
            const AttributeList list(*attributes);
            scope.attributes = list.attributes();
            return make(scope);
        }
        std::string key;
        key.reserve(name.size() + version.size() + schema_url.size() + 2);
        key.append(name).append(1, '\0').append(version).append(1, '\0').append(schema_url);
        const std::lock_guard lock(mutex_);
        auto& known = by_scope_[key];
        if (known == nullptr) known = make(scope);
        return known;
    }

private:
    std::mutex mutex_;
    std::unordered_map<std::string, opentelemetry::nostd::shared_ptr<T>> by_scope_;
};

}  // namespace telemetryflow::bridge
