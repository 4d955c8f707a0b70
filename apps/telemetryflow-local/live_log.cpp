#include "live_log.hpp"

#include <chrono>
#include <ctime>

namespace telemetryflow::local {

namespace {

// UTC, to the millisecond.
std::string time_now() {
    const auto now = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    const auto length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(text.data() + length, text.size() - length, ".%03dZ", static_cast<int>(millis));
    return text.data();
}

// A sender must not be able to write control sequences to the terminal.
std::string printable(const std::string& text) {
    std::string result;
    for (const char c : text)
        result += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    return result;
}

std::string joined(const std::set<std::string>& names) {
    std::string text;
    for (const auto& name : names)
        text += (text.empty() ? "" : ",") + printable(name);
    return text;
}

}  // namespace

void LiveLog::ready(const std::string& grpc_endpoint, const std::string& http_url) {
    if (format_ == LiveFormat::Json) {
        print(dump({{"ready", true}, {"grpc", grpc_endpoint}, {"http", http_url}}));
    } else {
        print("ready: OTLP/gRPC on " + grpc_endpoint + ", OTLP/HTTP and API on " + http_url);
    }
}

void LiveLog::batch(const BatchInfo& info) {
    if (quiet_) return;
    if (format_ == LiveFormat::Json) {
        print(dump({{"time", time_now()},
                    {"protocol", info.protocol},
                    {"signal", info.signal},
                    {"items", info.items},
                    {"rejected", info.rejected},
                    {"bytes", info.bytes},
                    {"services", info.services}}));
        return;
    }
    std::string line = time_now() + " " + info.protocol + " " + info.signal + " " + std::to_string(info.items) + " " +
                       info.item_name + " " + std::to_string(info.bytes) + " bytes service=" + joined(info.services);
    if (info.rejected != 0) line += " rejected=" + std::to_string(info.rejected);
    print(line);
}

void LiveLog::print(const std::string& line) {
    const std::lock_guard lock(mutex_);
    std::fprintf(stdout, "%s\n", line.c_str());
    std::fflush(stdout);
}

}  // namespace telemetryflow::local
