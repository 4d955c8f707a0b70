#include "integration/sql_tokenizer.hpp"

#include <algorithm>

namespace telemetryflow::integration {
namespace {

bool is_blank(char c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}
bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}
bool begins_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) noexcept {
    return begins_word(c) || is_digit(c);
}
char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

template <class Predicate>
std::size_t run_length(std::string_view text, std::size_t start, Predicate belongs) noexcept {
    std::size_t end = start;
    while (end < text.size() && belongs(text[end]))
        ++end;
    return end;
}

}  // namespace

SqlToken SqlTokenizer::take(Kind kind, std::size_t length) noexcept {
    const std::string_view text = rest_.substr(0, length);
    rest_.remove_prefix(text.size());
    return {kind, text};
}

SqlToken SqlTokenizer::take_quoted(Kind kind, char quote, std::size_t start, bool backslash_escapes) noexcept {
    for (std::size_t i = start + 1; i < rest_.size(); ++i) {
        if (backslash_escapes && rest_[i] == '\\') {
            ++i;
        } else if (rest_[i] == quote) {
            if (at(i + 1) != quote) return take(kind, i + 1);
            ++i;
        }
    }
    return take(Kind::Literal, rest_.size());
}

SqlToken SqlTokenizer::take_block_comment() noexcept {
    std::size_t depth = 0;
    for (std::size_t i = 0; i + 1 < rest_.size(); ++i) {
        if (rest_[i] == '*' && rest_[i + 1] == '/') {
            if (--depth == 0) return take(Kind::Space, i + 2);
            ++i;
        } else if (rest_[i] == '/' && rest_[i + 1] == '*' && (depth == 0 || dialect_ == SqlDialect::PostgreSql)) {
            ++depth;
            ++i;
        }
    }
    return take(Kind::Space, rest_.size());
}

SqlToken SqlTokenizer::take_word() noexcept {
    const bool postgres = dialect_ == SqlDialect::PostgreSql;
    // A letter that says what kind of text follows: E'..', B'..', X'..', N'..', U&'..'.
    const char prefix = lower(rest_[0]);
    if (at(1) == '\'' && (prefix == 'x' || (postgres && (prefix == 'e' || prefix == 'b' || prefix == 'n'))))
        return take_quoted(Kind::Literal, '\'', 1, prefix == 'e');
    if (postgres && prefix == 'u' && at(1) == '&' && (at(2) == '\'' || at(2) == '"'))
        return take_quoted(at(2) == '"' ? Kind::Name : Kind::Literal, at(2), 2, false);
    return take(Kind::Word, run_length(rest_, 0, [](char c) { return continues_word(c) || c == '$'; }));
}

// Also what only begins like a number: no name does.
SqlToken SqlTokenizer::take_number() noexcept {
    std::size_t end = 0;
    for (;;) {
        end = run_length(rest_, end, [](char c) { return continues_word(c) || c == '.'; });
        const bool exponent = end > 0 && lower(rest_[end - 1]) == 'e' && (at(end) == '+' || at(end) == '-');
        if (!exponent || !is_digit(at(end + 1))) return take(Kind::Literal, end);
        ++end;
    }
}

// PostgreSQL: the placeholder $1 or a text in $tag$..$tag$. SQLite: the placeholder $name.
SqlToken SqlTokenizer::take_dollar() noexcept {
    const std::size_t end = run_length(rest_, 1, continues_word);
    if (dialect_ == SqlDialect::Sqlite) return take(Kind::Symbol, end);
    if (is_digit(at(1))) return take(Kind::Symbol, run_length(rest_, 1, is_digit));
    if (at(end) != '$') return take(end == 1 ? Kind::Symbol : Kind::Literal, end);
    const std::string_view tag = rest_.substr(0, end + 1);
    const std::size_t close = rest_.find(tag, tag.size());
    return take(Kind::Literal, close == std::string_view::npos ? rest_.size() : close + tag.size());
}

SqlToken SqlTokenizer::next() noexcept {
    if (rest_.empty()) return {};
    const bool sqlite = dialect_ == SqlDialect::Sqlite;
    const char first = rest_[0];
    if (is_blank(first)) return take(Kind::Space, run_length(rest_, 0, is_blank));
    if (first == '-' && at(1) == '-') return take(Kind::Space, std::min(rest_.find('\n'), rest_.size()));
    if (first == '/' && at(1) == '*') return take_block_comment();
    if (begins_word(first)) return take_word();
    if (is_digit(first) || (first == '.' && is_digit(at(1)))) return take_number();
    switch (first) {
        case '\'': return take_quoted(Kind::Literal, '\'', 0, false);
        case '"': return take_quoted(sqlite ? Kind::Literal : Kind::Name, '"', 0, false);
        case '`': return sqlite ? take_quoted(Kind::Name, '`', 0, false) : take(Kind::Symbol, 1);
        case '[':
            if (!sqlite) break;
            if (const std::size_t close = rest_.find(']'); close != std::string_view::npos)
                return take(Kind::Name, close + 1);
            return take(Kind::Literal, rest_.size());
        case '$': return take_dollar();
        case '?': return take(Kind::Symbol, sqlite ? run_length(rest_, 1, is_digit) : 1);
        // A placeholder of a name, but not the type behind PostgreSQL's "::".
        case '@':
        case '#':
        case ':':
            if (at(1) == ':') return take(Kind::Symbol, 2);
            return take(Kind::Symbol, begins_word(at(1)) ? run_length(rest_, 1, continues_word) : 1);
        default: break;
    }
    return take(Kind::Symbol, 1);
}

}  // namespace telemetryflow::integration
