#include "generator/render.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "generator/generation_error.hpp"
#include "generator/nearest.hpp"
#include "generator/text_filter.hpp"

namespace telemetryflow::generator {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

class Renderer {
public:
    Renderer(std::string_view name, const TemplateValues& values, std::size_t lines_before = 0)
        : name_(name), values_(values), line_(lines_before) {}

    std::string render(std::string_view text) {
        while (!text.empty()) {
            const std::string_view line = take_line(text);
            const std::string_view words = trimmed(line);
            if (words.starts_with("@each ")) {
                repeat(trimmed(words.substr(6)), text);
            } else if (!directive(words) && kept()) {
                substitute(line);
            }
        }
        if (!open_.empty()) {
            line_ = open_.back().line;
            fail("@if without @end");
        }
        return std::move(result_);
    }

private:
    struct Condition {
        std::size_t line;
        bool holds;
        bool in_else = false;
    };

    [[noreturn]] void fail(const std::string& what) const {
        throw GenerationError("template " + std::string(name_) + ":" + std::to_string(line_) + ": " + what);
    }

    std::string_view take_line(std::string_view& text) {
        ++line_;
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end);
        return line;
    }

    /// Takes what is before the @end of an @each off `text`, and renders it for each item.
    void repeat(std::string_view list, std::string_view& text) {
        const std::size_t first_line = line_;
        const auto found = values_.lists.find(list);
        if (found == values_.lists.end()) fail("no list '" + std::string(list) + "'" + near(list, values_.lists));
        const std::string_view body = take_body(text);
        if (!kept()) return;
        for (const TemplateValues& item : found->second) {
            TemplateValues values = item;
            values.texts.insert(values_.texts.begin(), values_.texts.end());
            values.flags.insert(values_.flags.begin(), values_.flags.end());
            values.lists.insert(values_.lists.begin(), values_.lists.end());
            result_ += Renderer(name_, values, first_line).render(body);
        }
    }

    std::string_view take_body(std::string_view& text) {
        const std::size_t first_line = line_;
        const char* const begin = text.data();
        for (std::size_t depth = 1; !text.empty();) {
            const std::string_view line = take_line(text);
            const std::string_view words = trimmed(line);
            if (words.starts_with("@if ") || words.starts_with("@each ")) ++depth;
            if (words == "@end" && --depth == 0) return {begin, line.data()};
        }
        line_ = first_line;
        fail("@each without @end");
    }

    [[nodiscard]] bool kept() const {
        return std::all_of(open_.begin(), open_.end(), [](const Condition& one) { return one.holds != one.in_else; });
    }

    bool directive(std::string_view line) {
        if (line.starts_with("@if ")) {
            open_.push_back({.line = line_, .holds = condition(trimmed(line.substr(4)))});
        } else if (line == "@else") {
            if (open_.empty() || open_.back().in_else) fail("@else without @if");
            open_.back().in_else = true;
        } else if (line == "@end") {
            if (open_.empty()) fail("@end without @if or @each");
            open_.pop_back();
        } else {
            return false;
        }
        return true;
    }

    [[nodiscard]] bool condition(std::string_view text) const {
        const bool negated = text.starts_with('!');
        if (negated) text.remove_prefix(1);
        const auto flag = values_.flags.find(text);
        if (flag == values_.flags.end()) fail("no flag '" + std::string(text) + "'" + near(text, values_.flags));
        return flag->second != negated;
    }

    void substitute(std::string_view line) {
        for (std::size_t at = line.find('@'); at != std::string_view::npos; at = line.find('@')) {
            result_ += line.substr(0, at);
            line.remove_prefix(at);
            if (line.starts_with("@{")) {
                const std::size_t end = line.find('}');
                if (end == std::string_view::npos) fail("@{ without }");
                result_ += value(line.substr(2, end - 2));
                line.remove_prefix(end + 1);
            } else {
                result_ += '@';
                line.remove_prefix(line.starts_with("@@") ? 2 : 1);
            }
        }
        result_ += line;
    }

    [[nodiscard]] std::string value(std::string_view expression) const {
        const std::size_t bar = expression.find('|');
        const std::string_view name = expression.substr(0, bar);
        const auto found = values_.texts.find(name);
        if (found == values_.texts.end()) fail("no value '" + std::string(name) + "'" + near(name, values_.texts));
        if (bar == std::string_view::npos) return found->second;
        const std::string_view filter = expression.substr(bar + 1);
        if (filter == "cpp") return as_cpp(found->second);
        if (filter == "env") return as_env(found->second);
        if (filter == "yaml") return as_yaml(found->second);
        fail("no filter '" + std::string(filter) + "'; there are cpp, env and yaml");
    }

    template <class Map>
    static std::string near(std::string_view name, const Map& map) {
        std::vector<std::string> names;
        for (const auto& [known, ignored] : map)
            names.push_back(known);
        return did_you_mean(name, names);
    }

    std::string_view name_;
    const TemplateValues& values_;
    std::size_t line_;
    std::vector<Condition> open_;
    std::string result_;
};

}  // namespace

std::string render(std::string_view name, std::string_view text, const TemplateValues& values) {
    return Renderer(name, values).render(text);
}

}  // namespace telemetryflow::generator
