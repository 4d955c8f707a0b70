#pragma once

// The metadata of gRPC calls as carriers: what came to extract from, what goes to inject into. They view the metadata;
// live in parameters.

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <grpcpp/support/string_ref.h>

namespace telemetryflow {

class GrpcReceivedMetadata {
public:
    using Map = std::multimap<grpc::string_ref, grpc::string_ref>;

    explicit GrpcReceivedMetadata(const Map& metadata) noexcept : metadata_(metadata) {}

    template <class Visit>
    void get_all(std::string_view key, Visit&& visit) const {
        const auto [first, last] = metadata_.equal_range(grpc::string_ref(key.data(), key.size()));
        for (auto at = first; at != last; ++at)
            visit(std::string_view(at->second.data(), at->second.size()));
    }

private:
    const Map& metadata_;
};

class GrpcSentMetadata {
public:
    using Map = std::multimap<std::string, std::string>;

    explicit GrpcSentMetadata(Map& metadata) noexcept : metadata_(metadata) {}

    /// Replaces what has the key. What gRPC would refuse, and the call with it, is left out.
    void set(std::string_view key, std::string_view value) const {
        std::string name(key);
        std::ranges::transform(name, name.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        if (name.empty() || !std::ranges::all_of(name, is_of_keys) || !std::ranges::all_of(value, is_printable)) return;
        metadata_.erase(name);
        metadata_.emplace(std::move(name), value);
    }

private:
    static bool is_of_keys(char c) noexcept {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    }
    static bool is_printable(char c) noexcept { return c >= ' ' && c <= '~'; }

    Map& metadata_;
};

}  // namespace telemetryflow
