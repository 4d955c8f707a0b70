#pragma once

// The tracers, meters or loggers (`Api`) that a provider has made, by the name, version and schema URL of their scope:
// asked for again, it is the same one. Where there is no client, or no memory, it is the API's own that records nothing
// (`Noop`). Any thread.

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include <opentelemetry/common/key_value_iterable.h>
#include <opentelemetry/nostd/shared_ptr.h>
#include <opentelemetry/nostd/string_view.h>

#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/bridge/client_link.hpp"
#include "telemetryflow/bridge/convert.hpp"
#include "telemetryflow/domain/instrumentation_scope.hpp"

namespace telemetryflow::bridge {

template <class Api, class Noop>
class ScopedObjects {
public:
    using Shared = opentelemetry::nostd::shared_ptr<Api>;

    struct Request {
        opentelemetry::nostd::string_view name;
        opentelemetry::nostd::string_view version;
        opentelemetry::nostd::string_view schema_url;
        const opentelemetry::common::KeyValueIterable* attributes = nullptr;
        /// What tells objects of one scope apart.
        opentelemetry::nostd::string_view further = {};
    };

    explicit ScopedObjects(std::shared_ptr<ClientLink> link) noexcept : link_(std::move(link)) {}

    /// `make(client, scope)` is called for what is new, and gives a new object. Scopes with attributes are made anew
    /// each time, which the SDK tells together.
    template <class Make>
    [[nodiscard]] Shared get(const Request& request, const Make& make) noexcept try {
        InstrumentationScope scope{.name = to_view(request.name),
                                   .version = to_view(request.version),
                                   .schema_url = to_view(request.schema_url)};
        if (request.attributes != nullptr && request.attributes->size() != 0) {
            const AttributeList list(*request.attributes);
            scope.attributes = list.attributes();
            return make_one(scope, make);
        }
        std::string key;
        for (const auto& part : {request.name, request.version, request.schema_url, request.further})
            key.append(to_view(part)).append(1, '\0');
        const std::lock_guard lock(mutex_);
        Shared& known = by_scope_[key];
        if (known == nullptr) known = make_one(scope, make);
        return known;
    } catch (...) {
        // Memory is short, or the client was never initialized.
        return Shared(new Noop);
    }

    [[nodiscard]] const std::shared_ptr<ClientLink>& link() const noexcept { return link_; }

private:
    template <class Make>
    Shared make_one(const InstrumentationScope& scope, const Make& make) {
        Shared made;
        link_->with_client([&](TelemetryFlowClient& client) { made = Shared(make(client, scope)); });
        return made == nullptr ? Shared(new Noop) : made;
    }

    const std::shared_ptr<ClientLink> link_;
    std::mutex mutex_;
    std::unordered_map<std::string, Shared> by_scope_;
};

}  // namespace telemetryflow::bridge
