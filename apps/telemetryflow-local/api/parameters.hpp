// Parameters: the query string of an API request, checked. Lives as long as the request it reads; used by one thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <httplib.h>

#include "store/filters.hpp"

namespace telemetryflow::local {

// Names the parameter, its value and what is accepted; becomes a 400.
class BadParameter : public std::runtime_error {
public:
    BadParameter(const std::string& name, const std::string& value, const std::string& accepted)
        : std::runtime_error("parameter '" + name + "' has the value '" + value + "'; accepted: " + accepted) {}
    explicit BadParameter(const std::string& message) : std::runtime_error(message) {}
};

// Every getter throws BadParameter for a value it cannot read. An empty value counts as absent.
class Parameters {
public:
    // Refuses names that are not `known`, and repeated ones except "attribute".
    Parameters(const httplib::Request& request, std::initializer_list<std::string_view> known);

    std::optional<std::string> text(const std::string& name) const;
    std::optional<std::int64_t> integer(const std::string& name, std::int64_t min, std::int64_t max) const;
    std::optional<bool> boolean(const std::string& name) const;
    // Milliseconds, fractions allowed, as nanoseconds.
    std::optional<std::int64_t> milliseconds(const std::string& name) const;
    // Hexadecimal digits in lower case; `digits` of them.
    std::optional<std::string> hex_id(const std::string& name, std::size_t digits) const;

    // service, start, end, attribute (any number of times), limit, offset.
    void read_common(CommonFilter& filter) const;

private:
    std::optional<std::int64_t> time(const std::string& name) const;
    std::vector<AttributeFilter> attributes() const;

    const httplib::Request& request_;
};

// The names that read_common() reads, for the list of known ones.
#define TELEMETRYFLOW_LOCAL_COMMON_PARAMETERS "service", "start", "end", "attribute", "limit", "offset"

}  // namespace telemetryflow::local
