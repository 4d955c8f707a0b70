#pragma once

// Which web pages of other origins may call: those of CORS_ORIGINS (Fetch standard, CORS protocol). Any thread may ask.

#include <string>
#include <utility>
#include <vector>

#include <httplib.h>

namespace @{module} {

class Cors {
public:
    /// "*" is every origin.
    explicit Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}

    /// Whether a browser asks in advance what it may send.
    [[nodiscard]] static bool is_preflight(const httplib::Request& request);
    /// Lets the page that the request comes from read the answer, where it may.
    void allow(const httplib::Request& request, httplib::Response& response) const;

private:
    std::vector<std::string> origins_;
};

}  // namespace @{module}
