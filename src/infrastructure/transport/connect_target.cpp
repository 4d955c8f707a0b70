#include "infrastructure/transport/connect_target.hpp"

#include <utility>

namespace telemetryflow::infrastructure {

namespace {

constexpr std::string_view kHttps = "https://";

}  // namespace

ConnectTarget::ConnectTarget(std::string url, std::string_view server_name) : url_(std::move(url)) {
    if (server_name.empty() || !uses_tls()) return;
    // libcurl has no option for the name to verify, but for the host to connect to instead of the URL's: so the URL
    // gets the name, and SNI, verification and Host follow from it.
    const auto end = url_.find('/', kHttps.size());
    const std::string authority = url_.substr(kHttps.size(), end == std::string::npos ? end : end - kHttps.size());
    const auto host_at = authority.rfind('@') + 1;  // 0 without user information
    // The colons of an IPv6 address are within brackets.
    const auto port_at = authority.find(':', authority.find(']') == std::string::npos ? host_at : authority.find(']'));
    const std::string host = authority.substr(host_at, port_at == std::string::npos ? port_at : port_at - host_at);
    connect_to_line_ = "::" + host + (port_at == std::string::npos ? ":" : authority.substr(port_at));
    connect_to_ = {connect_to_line_.data(), nullptr};
    url_.replace(kHttps.size() + host_at, host.size(), server_name);
}

void ConnectTarget::apply(CURL* easy, std::string_view path) {
    // libcurl copies what it is told, which is not worth doing for every request.
    if (asked_.size() == url_.size() + path.size() && asked_.ends_with(path)) return;
    asked_.assign(url_).append(path);
    curl_easy_setopt(easy, CURLOPT_URL, asked_.c_str());
    if (!connect_to_line_.empty()) curl_easy_setopt(easy, CURLOPT_CONNECT_TO, &connect_to_);
}

bool ConnectTarget::uses_tls() const noexcept {
    return url_.starts_with(kHttps);
}

}  // namespace telemetryflow::infrastructure
