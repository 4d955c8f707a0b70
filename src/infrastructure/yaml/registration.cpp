#include "telemetryflow/yaml_config_parser.hpp"

// What a program is linked with to have this file in it: `-u telemetryflow_config_file` in the usage requirements of
// the component. Nothing else refers to it, and of a static library only what is referred to gets linked.
extern "C" {
extern const char telemetryflow_config_file;
const char telemetryflow_config_file = 1;
}

namespace telemetryflow {
namespace {

// Before the initializers of the program, which may build clients. Another parser that is there already stays.
__attribute__((constructor(101))) void register_yaml() {
    if (registered_config_parser() == nullptr) (void)register_config_parser(parse_yaml_config);
}

/// A plugin that is unloaded takes its copy of the parser along.
__attribute__((destructor(101))) void unregister_yaml() {
    if (registered_config_parser() == parse_yaml_config) (void)register_config_parser(nullptr);
}

}  // namespace
}  // namespace telemetryflow
