#pragma once

// A response's bytes as libcurl hands them to the collector: lines of headers up to an empty one, the body, and behind
// the body the trailers, when the first line says how long the body is ("HTTP/2 200 12"). Stands for libcurl, which is
// not linked. A value of the fuzzer's.

#include <string_view>

#include "telemetryflow/application/ports/transport.hpp"

#include "infrastructure/transport/response_collector.hpp"

namespace telemetryflow::fuzz {

class ReceivedResponse {
public:
    static constexpr std::size_t kMaxBodyBytes = 4096;

    explicit ReceivedResponse(std::string_view bytes);

    [[nodiscard]] const infrastructure::ResponseCollector& raw() const noexcept { return raw_; }
    /// What a session makes of it.
    [[nodiscard]] TransportResponse answer() const;

private:
    infrastructure::ResponseCollector raw_{kMaxBodyBytes};
    int status_ = 0;
};

}  // namespace telemetryflow::fuzz
