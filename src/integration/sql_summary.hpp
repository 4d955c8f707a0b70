#pragma once

// Finds out what a statement does and to what, piece by piece: operation, collection and summary of a
// DatabaseStatement. It reads as much of SQL as that needs, and rather misses a table than names something that is
// none. Owned and used by one thread; what it is shown must outlive it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryflow/integration/database_statement.hpp"

#include "integration/sql_token.hpp"

namespace telemetryflow::integration {

class SqlSummary {
public:
    /// Takes the next piece that is not blank.
    void add(const SqlToken& token);
    /// Adds what was found.
    void finish(DatabaseStatement& statement);

private:
    enum class Expect : std::uint8_t { Nothing, Target, FromTarget };

    void add_word(std::string_view word);
    void add_symbol(std::string_view symbol);
    void add_operation(std::string_view verb);
    void continue_target(const SqlToken& token);
    void end_target();
    void append(std::string_view part);

    std::string operation_;
    std::string summary_;
    std::string collection_;
    bool several_collections_ = false;

    // What follows FROM is a table only where a query has begun at the same depth of parentheses: in
    // EXTRACT(year FROM day) it is not.
    std::vector<bool> in_query_{false};
    bool in_from_list_ = false;
    bool behind_with_ = false;
    Expect expect_ = Expect::Nothing;
    std::string target_;
    bool target_may_be_call_ = false;
    bool begun_ = false;            // there was a word
    bool behind_distinct_ = false;  // IS DISTINCT FROM compares
};

}  // namespace telemetryflow::integration
