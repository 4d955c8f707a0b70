#include "infrastructure/query/query_string.hpp"

namespace telemetryflow::infrastructure {

namespace {

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

void append_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
        }
    }
}

}  // namespace

QueryString& QueryString::add(std::string_view name, std::string_view value) {
    text_ += text_.empty() ? '?' : '&';
    append_encoded(text_, name);
    text_ += '=';
    append_encoded(text_, value);
    return *this;
}

QueryString& QueryString::add_unless_empty(std::string_view name, std::string_view value) {
    return value.empty() ? *this : add(name, value);
}

QueryString& QueryString::add(const TimeRange& time) {
    if (time.start_unix_nano) add("start", std::to_string(*time.start_unix_nano));
    if (time.end_unix_nano) add("end", std::to_string(*time.end_unix_nano));
    return *this;
}

QueryString& QueryString::add(const AttributeMap& attributes) {
    for (const auto& [key, value] : attributes)
        add("attribute", key + "=" + value);
    return *this;
}

QueryString& QueryString::add(const Page& page) {
    add("limit", std::to_string(page.limit));
    return page.offset == 0 ? *this : add("offset", std::to_string(page.offset));
}

}  // namespace telemetryflow::infrastructure
