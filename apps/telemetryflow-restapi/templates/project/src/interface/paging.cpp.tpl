#include "interface/paging.hpp"

#include <charconv>
#include <cstdint>
#include <limits>
#include <string>

#include "interface/bad_request.hpp"

namespace @{module} {

namespace {

std::int64_t number_of(const httplib::Request& request, const char* name, std::int64_t otherwise, std::int64_t least,
                       std::int64_t most) {
    if (!request.has_param(name)) return otherwise;
    const std::string text = request.get_param_value(name);
    std::int64_t number = -1;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    if (result.ec != std::errc() || result.ptr != end || number < least || number > most) {
        throw BadRequest(std::string(name) + " must be a number from " + std::to_string(least) + " to " +
                         std::to_string(most));
    }
    return number;
}

}  // namespace

Page page_of(const httplib::Request& request) {
    const Page usual;
    return {.limit = number_of(request, "limit", usual.limit, 1, kLargestPage),
            .offset = number_of(request, "offset", usual.offset, 0, std::numeric_limits<std::int32_t>::max())};
}

}  // namespace @{module}
