#pragma once

// What auto_instrument() installed: says what there is, and takes it out again at the end of its life, which must be
// before that of the client. Owned and used by one thread.

#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "telemetryflow/integration/instrumentation_status.hpp"

namespace telemetryflow::integration {

class AutoInstrumentation {
public:
    /// What keeps a library instrumented while it lives, and what to say about it.
    using Handle = std::pair<std::shared_ptr<void>, std::string>;

    AutoInstrumentation() = default;
    AutoInstrumentation(AutoInstrumentation&&) noexcept = default;
    AutoInstrumentation& operator=(AutoInstrumentation&&) = delete;
    ~AutoInstrumentation() { uninstall(); }

    /// Every library that the program links as a component, in the order of installing.
    [[nodiscard]] const std::vector<InstrumentationStatus>& status() const noexcept { return status_; }

    /// Takes everything out, the last one first. Later calls do nothing.
    void uninstall() noexcept {
        while (!handles_.empty())
            handles_.pop_back();
        for (InstrumentationStatus& one : status_)
            one.installed = false;
    }

    /// Installs with `make()`, which returns a handle to keep and what to say about it; an exception becomes the
    /// detail.
    template <class Make>
    void install(std::string library, Make&& make) {
        try {
            Handle made = std::forward<Make>(make)();
            handles_.push_back(std::move(made.first));
            status_.push_back({std::move(library), true, std::move(made.second)});
        } catch (const std::exception& error) {
            skip(std::move(library), error.what());
        }
    }
    /// Notes that nothing is installed for this one.
    void skip(std::string library, std::string reason) {
        status_.push_back({std::move(library), false, std::move(reason)});
    }

private:
    std::vector<std::shared_ptr<void>> handles_;
    std::vector<InstrumentationStatus> status_;
};

}  // namespace telemetryflow::integration
