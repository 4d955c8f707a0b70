#include "infrastructure/config/config_file_text.hpp"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "domain/utf8.hpp"

namespace telemetryflow::config {
namespace {

std::string reason() {
    return "cannot be read: " + std::error_code(errno, std::generic_category()).message();
}

struct Close {
    void operator()(std::FILE* file) const noexcept { (void)std::fclose(file); }
};

}  // namespace

ConfigFileText read_config_file(const std::string& path) {
    const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rbe"));
    if (!file) return {.text = {}, .fault = reason()};
    ConfigFileText result;
    // One byte more than is accepted, to see that there is one.
    result.text.resize(kLongestConfigFile + 1);
    result.text.resize(std::fread(result.text.data(), 1, result.text.size(), file.get()));
    if (std::ferror(file.get()) != 0) return {.text = {}, .fault = reason()};
    if (result.text.size() > kLongestConfigFile) return {.text = {}, .fault = "is longer than 256 KiB"};
    if (!utf8::is_valid(result.text) || result.text.find('\0') != std::string::npos) {
        return {.text = {}, .fault = "is not a text in UTF-8"};
    }
    return result;
}

}  // namespace telemetryflow::config
