#pragma once

// Headers for libcurl: lines of the SDK's own in front of a list of the user's, whose names take precedence. Refers to
// the user's list, which must outlive it. Owned and used by one thread.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <curl/curl.h>

namespace telemetryflow::integration {

class CurlHeaders {
public:
    explicit CurlHeaders(curl_slist* own) noexcept : own_(own) {}

    /// Adds a header, unless the user's list has one of the name.
    void set(std::string_view name, std::string_view value) {
        std::string line(name);
        if (has(line)) return;
        lines_.push_back(line.append(": ").append(value));
    }

    /// The whole list, for CURLOPT_HTTPHEADER; valid until the next set(), and as long as this is.
    [[nodiscard]] curl_slist* list() {
        nodes_.resize(lines_.size());
        for (std::size_t i = 0; i < lines_.size(); ++i)
            nodes_[i] = {.data = lines_[i].data(), .next = i + 1 < lines_.size() ? &nodes_[i + 1] : own_};
        return nodes_.empty() ? own_ : nodes_.data();
    }

private:
    [[nodiscard]] bool has(const std::string& name) const {
        for (const curl_slist* header = own_; header != nullptr; header = header->next) {
            const std::string_view line = header->data;
            // "name;" is how curl is told to send a header without a value.
            if (line.size() > name.size() && (line[name.size()] == ':' || line[name.size()] == ';') &&
                curl_strnequal(header->data, name.c_str(), name.size()) != 0)
                return true;
        }
        return false;
    }

    curl_slist* own_;
    std::vector<std::string> lines_;
    std::vector<curl_slist> nodes_;
};

}  // namespace telemetryflow::integration
