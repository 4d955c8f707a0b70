#include "integration/sql_summary.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "telemetryflow/integration/describe_sql.hpp"

namespace telemetryflow::integration {
namespace {

// What a statement can begin with; operations are made of nothing else, so that there are few.
constexpr std::array<std::string_view, 50> kVerbs = {
    "ABORT",   "ALTER",    "ANALYZE",  "ATTACH",  "BEGIN",      "CALL",      "CHECKPOINT", "CLOSE",   "CLUSTER",
    "COMMENT", "COMMIT",   "COPY",     "CREATE",  "DEALLOCATE", "DECLARE",   "DELETE",     "DETACH",  "DISCARD",
    "DO",      "DROP",     "END",      "EXECUTE", "EXPLAIN",    "FETCH",     "GRANT",      "INSERT",  "LISTEN",
    "LOCK",    "MERGE",    "MOVE",     "NOTIFY",  "PRAGMA",     "PREPARE",   "REASSIGN",   "REFRESH", "REINDEX",
    "RELEASE", "REPLACE",  "RESET",    "REVOKE",  "ROLLBACK",   "SAVEPOINT", "SELECT",     "SET",     "SHOW",
    "START",   "TRUNCATE", "UNLISTEN", "UPDATE",  "VACUUM"};
// Verbs whose target follows at once.
constexpr std::array<std::string_view, 2> kWithTarget = {"UPDATE", "TRUNCATE"};
// Words in front of a target.
constexpr std::array<std::string_view, 4> kBeforeTarget = {"INTO", "TABLE", "JOIN", "VIEW"};
// Words between those and the target.
constexpr std::array<std::string_view, 11> kSkipped = {"ONLY", "IF",      "NOT",   "EXISTS",   "OR",   "IGNORE",
                                                       "FAIL", "LATERAL", "TABLE", "ROLLBACK", "ABORT"};
// Words that end the list behind FROM.
constexpr std::array<std::string_view, 12> kAfterFrom = {"WHERE", "GROUP", "HAVING",    "ORDER",  "LIMIT", "UNION",
                                                         "SET",   "ON",    "RETURNING", "VALUES", "USING", "WINDOW"};

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& words, std::string_view word) noexcept {
    return std::ranges::find(words, word) != words.end();
}

constexpr std::size_t kLongestKeyword = 10;

// Empty for a word that is longer than every keyword.
std::string_view upper(std::string_view word, std::array<char, kLongestKeyword>& buffer) noexcept {
    if (word.size() > buffer.size()) return {};
    std::ranges::transform(word, buffer.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return {buffer.data(), word.size()};
}

// Without the quotes, where they are nothing more.
std::string_view name_of(const SqlToken& token) noexcept {
    const bool quoted = token.kind == SqlToken::Kind::Name && token.text.front() != 'U' && token.text.front() != 'u';
    return quoted ? token.text.substr(1, token.text.size() - 2) : token.text;
}

}  // namespace

void SqlSummary::add(const SqlToken& token) {
    if (!target_.empty()) {
        const bool was_dot = target_.back() == '.';
        const bool is_name = token.kind == SqlToken::Kind::Word || token.kind == SqlToken::Kind::Name;
        if ((was_dot && is_name) || (!was_dot && token.text == ".")) {
            target_ += name_of(token);
            return;
        }
        // A function, as in FROM generate_series(1, 9), is no table.
        if (target_may_be_call_ && token.text == "(") target_.clear();
        end_target();
    }
    switch (token.kind) {
        case SqlToken::Kind::Word: add_word(token.text); break;
        case SqlToken::Kind::Name:
            if (expect_ != Expect::Nothing) continue_target(token);
            break;
        case SqlToken::Kind::Symbol: add_symbol(token.text); break;
        default: expect_ = Expect::Nothing; break;
    }
}

void SqlSummary::add_word(std::string_view word) {
    std::array<char, kLongestKeyword> buffer;
    const std::string_view keyword = upper(word, buffer);
    const bool first = !std::exchange(begun_, true);
    const bool behind_distinct = std::exchange(behind_distinct_, keyword == "DISTINCT");
    if (expect_ != Expect::Nothing) {
        if (contains(kSkipped, keyword)) return;
        if (keyword != "SELECT" && keyword != "SET" && keyword != "VALUES") {
            continue_target({SqlToken::Kind::Word, word});
            return;
        }
        expect_ = Expect::Nothing;
    }
    if (first && keyword == "WITH") {
        behind_with_ = true;
    } else if (first && contains(kVerbs, keyword)) {
        add_operation(keyword);
    } else if (behind_with_ && in_query_.size() == 1 &&
               (keyword == "SELECT" || keyword == "INSERT" || keyword == "UPDATE" || keyword == "DELETE")) {
        behind_with_ = false;
        add_operation(keyword);
    } else if (keyword == "SELECT") {
        in_query_.back() = true;
        in_from_list_ = false;
        if (!operation_.empty() || behind_with_) append(keyword);
    } else if (keyword == "FROM" && in_query_.back() && !behind_distinct) {
        expect_ = Expect::FromTarget;
        in_from_list_ = true;
    } else if (contains(kBeforeTarget, keyword)) {
        expect_ = keyword == "JOIN" ? Expect::FromTarget : Expect::Target;
    } else if (contains(kAfterFrom, keyword)) {
        in_from_list_ = false;
    }
}

void SqlSummary::add_operation(std::string_view verb) {
    operation_ = verb;
    append(verb);
    in_query_.back() = verb == "SELECT" || verb == "DELETE" || verb == "UPDATE";
    if (contains(kWithTarget, verb)) expect_ = Expect::Target;
}

void SqlSummary::add_symbol(std::string_view symbol) {
    expect_ = Expect::Nothing;
    if (symbol == "(") {
        in_query_.push_back(false);
        in_from_list_ = false;
    } else if (symbol == ")") {
        if (in_query_.size() > 1) in_query_.pop_back();
        in_from_list_ = false;
    } else if (symbol == "," && in_from_list_) {
        expect_ = Expect::FromTarget;
    }
}

void SqlSummary::continue_target(const SqlToken& token) {
    target_may_be_call_ = expect_ == Expect::FromTarget;
    expect_ = Expect::Nothing;
    target_ = name_of(token);
}

void SqlSummary::end_target() {
    if (target_.empty()) return;
    append(target_);
    if (collection_.empty()) {
        collection_ = target_;
    } else if (collection_ != target_) {
        several_collections_ = true;
    }
    target_.clear();
}

void SqlSummary::append(std::string_view part) {
    if (summary_.size() + 1 + part.size() > kMaxQuerySummary) return;
    if (!summary_.empty()) summary_ += ' ';
    summary_ += part;
}

void SqlSummary::finish(DatabaseStatement& statement) {
    end_target();
    if (operation_.empty()) return;
    statement.operation = std::move(operation_);
    statement.summary = std::move(summary_);
    if (!several_collections_) statement.collection = std::move(collection_);
}

}  // namespace telemetryflow::integration
