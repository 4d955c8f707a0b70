#include "generator/marked_block.hpp"

#include <cstddef>

#include "generator/generation_error.hpp"

namespace telemetryflow::generator {

std::string with_marked_block(std::string_view text, std::string_view block) {
    std::string marked(kBlockBegin);
    marked.append("\n").append(block).append(kBlockEnd).append("\n");

    const std::size_t begin = text.find(kBlockBegin);
    const std::size_t end = text.find(kBlockEnd, begin == std::string_view::npos ? 0 : begin);
    if ((begin == std::string_view::npos) != (end == std::string_view::npos)) {
        throw GenerationError("one of the lines '" + std::string(kBlockBegin) + "' and '" + std::string(kBlockEnd) +
                              "' is missing; put it back or remove the other");
    }
    std::string result(text);
    if (begin != std::string_view::npos) {
        std::size_t after = end + kBlockEnd.size();
        if (after < text.size() && text[after] == '\n') ++after;
        return result.replace(begin, after - begin, marked);
    }
    if (!result.empty()) result += result.ends_with('\n') ? "\n" : "\n\n";
    return result + marked;
}

}  // namespace telemetryflow::generator
