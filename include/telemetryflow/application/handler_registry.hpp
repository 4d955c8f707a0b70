#pragma once

// The handlers of user-defined messages of one bus, by message type. Owned by the bus. Any thread may call anything at
// any time; a handler that is replaced or removed while it runs stays alive until it returns.

#include <functional>
#include <memory>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <utility>

#include "telemetryflow/application/message.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

namespace process {
class ForkSafeMutex;
}

class TELEMETRYFLOW_EXPORT HandlerRegistry {
public:
    template <Message M>
    using Function = std::function<MessageResult<M>(const M&)>;

    HandlerRegistry();
    HandlerRegistry(const HandlerRegistry&) = delete;
    HandlerRegistry& operator=(const HandlerRegistry&) = delete;
    ~HandlerRegistry();

    /// Sets the handler of `M`, instead of an earlier one. Throws TelemetryFlowError NoHandler for an empty function.
    template <Message M>
    void set(Function<M> function) {
        if (!function) throw_no_handler(M::kName);
        put(typeid(M), std::make_shared<const Entry<M>>(std::move(function)));
    }

    template <Message M>
    bool remove() {
        return erase(typeid(M));
    }

    /// Throws TelemetryFlowError NoHandler when `M` has none, and whatever the handler throws. The registry is not
    /// locked while the handler runs.
    template <Message M>
    MessageResult<M> call(const M& message) const {
        const auto entry = find(typeid(M));
        if (!entry) throw_no_handler(M::kName);
        return static_cast<const Entry<M>&>(*entry).function(message);
    }

private:
    struct TELEMETRYFLOW_EXPORT EntryBase {
        EntryBase() = default;
        EntryBase(const EntryBase&) = delete;
        EntryBase& operator=(const EntryBase&) = delete;
        virtual ~EntryBase();
    };

    template <class M>
    struct Entry final : EntryBase {
        explicit Entry(Function<M> f) : function(std::move(f)) {}
        Function<M> function;
    };

    void put(std::type_index type, std::shared_ptr<const EntryBase> entry);
    bool erase(std::type_index type);
    [[nodiscard]] std::shared_ptr<const EntryBase> find(std::type_index type) const;
    [[noreturn]] static void throw_no_handler(std::string_view name);

    const std::unique_ptr<process::ForkSafeMutex> mutex_;
    std::unordered_map<std::type_index, std::shared_ptr<const EntryBase>> entries_;
};

}  // namespace telemetryflow
