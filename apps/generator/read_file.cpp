#include "generator/read_file.hpp"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include "generator/generation_error.hpp"

namespace telemetryflow::generator {

std::string read_file(const std::filesystem::path& file) {
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    // Inserting an empty file would count as a failure.
    if (stream && stream.peek() != std::ifstream::traits_type::eof()) content << stream.rdbuf();
    if (!stream.is_open() || stream.bad() || content.fail()) {
        const std::string reason = std::generic_category().message(errno);
        throw GenerationError("cannot read " + file.string() + ": " + reason);
    }
    return content.str();
}

}  // namespace telemetryflow::generator
