#pragma once

// A part of a configuration file as its parser read it, with the place where it stands. Numbers and booleans are the
// text that stands in the file: what it means is decided by the option. A value; safe to use from any thread.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace telemetryflow {

struct ConfigNode {
    enum class Kind : std::uint8_t { Empty, Scalar, List, Map };
    struct Member;

    Kind kind = Kind::Empty;
    /// Of a scalar.
    std::string text;
    /// From 1.
    std::size_t line = 1;
    std::size_t column = 1;
    /// Of a list.
    std::vector<ConfigNode> items;
    /// Of a map, in the order of the file; a key may be there twice.
    std::vector<Member> members;
};

/// A key and what stands under it.
struct ConfigNode::Member {
    std::string key;
    std::size_t line = 1;
    std::size_t column = 1;
    ConfigNode value;
};

}  // namespace telemetryflow
