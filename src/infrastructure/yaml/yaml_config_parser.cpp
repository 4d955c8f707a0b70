#include "telemetryflow/yaml_config_parser.hpp"

#include <exception>
#include <sstream>
#include <string>

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "infrastructure/yaml/limit_error.hpp"
#include "infrastructure/yaml/node_builder.hpp"

namespace telemetryflow {
namespace {

ConfigParseResult fault_at(const YAML::Mark& mark, std::string message) {
    ConfigSyntaxFault fault;
    if (!mark.is_null()) {
        fault.line = static_cast<std::size_t>(mark.line) + 1;
        fault.column = static_cast<std::size_t>(mark.column) + 1;
    }
    fault.message = std::move(message);
    return {.root = {}, .fault = std::move(fault)};
}

/// yaml-cpp repeats text of the file after a colon, which may be a part of a secret that nobody quoted.
std::string without_text(const std::string& message) {
    return "not well-formed YAML: " + message.substr(0, message.find(':'));
}

}  // namespace

ConfigParseResult parse_yaml_config(std::string_view text) {
    try {
        // yaml-cpp takes a quoted text without its end for one that ends with the last line. An unended comment, which
        // is no line, makes it see that there is no end.
        std::istringstream stream{std::string(text) + "\n#"};
        YAML::Parser parser(stream);
        yaml::NodeBuilder builder;
        const bool any = parser.HandleNextDocument(builder);
        yaml::NodeBuilder second;
        if (any && parser.HandleNextDocument(second)) {
            return fault_at(YAML::Mark::null_mark(), "more than one document of YAML in the file");
        }
        return {.root = std::move(builder).take(), .fault = {}};
    } catch (const yaml::LimitError& error) {
        return fault_at(error.mark(), error.what());
    } catch (const YAML::Exception& error) {
        return fault_at(error.mark, without_text(error.msg));
    } catch (const std::exception&) {
        return fault_at(YAML::Mark::null_mark(), "not well-formed YAML");
    }
}

}  // namespace telemetryflow
