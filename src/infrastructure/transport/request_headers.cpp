#include "infrastructure/transport/request_headers.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace telemetryflow::infrastructure {

namespace {

constexpr std::array<std::string_view, 11> kReserved{
    "accept", "accept-encoding",   "connection", "content-encoding", "content-length", "content-type", "expect", "host",
    "te",     "transfer-encoding", "user-agent"};

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return result;
}

bool is_reserved(std::string_view lower_name) {
    return lower_name.starts_with("grpc-") ||
           std::find(kReserved.begin(), kReserved.end(), lower_name) != kReserved.end();
}

bool is_token_character(char c) {
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           kMarks.find(c) != std::string_view::npos;
}

bool is_forbidden_in_value(char c) {
    return (c >= '\0' && c < ' ' && c != '\t') || c == '\x7F';
}

}  // namespace

std::string header_fault(std::string_view name, std::string_view value) {
    if (name.empty()) return "a header has no name";
    if (!std::all_of(name.begin(), name.end(), is_token_character)) return "a header's name has a forbidden character";
    if (std::any_of(value.begin(), value.end(), is_forbidden_in_value)) {
        return "the value of header " + std::string(name) + " has a control character";
    }
    return {};
}

RequestHeaders::RequestHeaders(const TransportOptions::Headers& own, const TransportOptions::Headers& others,
                               Case name_case) {
    for (const auto& [name, value] : own)
        append(name, value, name_case);
    for (const auto& [name, value] : others) {
        if (header_fault(name, value).empty() && !is_reserved(lower_case(name))) append(name, value, name_case);
    }
    names_.clear();
}

void RequestHeaders::append(const std::string& name, const std::string& value, Case name_case) {
    auto lower = lower_case(name);
    if (std::find(names_.begin(), names_.end(), lower) != names_.end()) return;
    // "name;" is how libcurl is asked for a header without a value; "name:" would remove it.
    lines_.push_back((name_case == Case::Lower ? lower : name) + (value.empty() ? ";" : ": " + value));
    names_.push_back(std::move(lower));
}

curl_slist* RequestHeaders::with(std::initializer_list<Line> lines) {
    if (request_lines_.size() < lines.size()) request_lines_.resize(lines.size());
    nodes_.clear();
    auto* line = request_lines_.data();
    for (const auto& [start, value] : lines) {
        if (start.empty()) continue;
        line->assign(start).append(value);
        nodes_.push_back({line++->data(), nullptr});
    }
    for (auto& always : lines_)
        nodes_.push_back({always.data(), nullptr});
    for (std::size_t i = 1; i < nodes_.size(); ++i)
        nodes_[i - 1].next = &nodes_[i];
    return nodes_.empty() ? nullptr : nodes_.data();
}

}  // namespace telemetryflow::infrastructure
