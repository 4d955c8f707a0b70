#pragma once

// What resource detection asks the operating system, as functions, so that tests can stand in for any machine. The
// process's own probe is safe to use from any thread.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace telemetryflow::resource {

struct Kernel {
    std::string system;   // for example "Linux"
    std::string release;  // for example "6.1.0-18-amd64"
    std::string machine;  // for example "x86_64"
};

struct SystemProbe {
    /// The first 256 KiB of a file, nothing when it cannot be read.
    std::function<std::optional<std::string>(const std::string& path)> read_file;
    /// What a symbolic link points to.
    std::function<std::optional<std::string>(const std::string& path)> read_link;
    std::function<std::string()> host_name;
    std::function<Kernel()> kernel;
    std::function<std::int64_t()> process_id;
    std::function<std::int64_t()> effective_user_id;

    [[nodiscard]] static SystemProbe of_this_process();
};

}  // namespace telemetryflow::resource
