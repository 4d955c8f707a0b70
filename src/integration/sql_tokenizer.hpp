#pragma once

// Takes a statement apart. In doubt a piece is a literal: what is taken for one by mistake is only missing, what is
// missed would be told. Owned and used by one thread; it refers to the statement's text.

#include <cstddef>
#include <string_view>

#include "telemetryflow/integration/sql_dialect.hpp"

#include "integration/sql_token.hpp"

namespace telemetryflow::integration {

class SqlTokenizer {
public:
    SqlTokenizer(std::string_view sql, SqlDialect dialect) noexcept : rest_(sql), dialect_(dialect) {}

    /// The next piece, at least one byte long until the end.
    [[nodiscard]] SqlToken next() noexcept;

private:
    using Kind = SqlToken::Kind;

    [[nodiscard]] char at(std::size_t index) const noexcept { return index < rest_.size() ? rest_[index] : '\0'; }
    [[nodiscard]] SqlToken take(Kind kind, std::size_t length) noexcept;
    /// What `quote` closes, beginning at `start`; a doubled quote does not. Takes the rest as a literal without an end.
    [[nodiscard]] SqlToken take_quoted(Kind kind, char quote, std::size_t start, bool backslash_escapes) noexcept;
    [[nodiscard]] SqlToken take_block_comment() noexcept;
    [[nodiscard]] SqlToken take_word() noexcept;
    [[nodiscard]] SqlToken take_number() noexcept;
    [[nodiscard]] SqlToken take_dollar() noexcept;

    std::string_view rest_;
    const SqlDialect dialect_;
};

}  // namespace telemetryflow::integration
