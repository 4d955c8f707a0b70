#include <atomic>

#include "telemetryflow/application/ports/config_parser.hpp"

namespace telemetryflow {
namespace {

// Made before any code runs, because components register while the program is loaded.
constinit std::atomic<ConfigParser> slot{nullptr};

}  // namespace

ConfigParser register_config_parser(ConfigParser parser) noexcept {
    return slot.exchange(parser);
}

ConfigParser registered_config_parser() noexcept {
    return slot.load();
}

}  // namespace telemetryflow
