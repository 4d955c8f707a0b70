#include "telemetryflow/integration/describe_sql.hpp"

#include <algorithm>

#include "integration/sql_summary.hpp"
#include "integration/sql_tokenizer.hpp"

namespace telemetryflow::integration {

DatabaseStatement describe_sql(std::string_view sql, SqlDialect dialect) {
    DatabaseStatement statement;
    statement.text.reserve(std::min(sql.size(), kMaxQueryText));
    SqlSummary summary;
    SqlTokenizer tokens(sql, dialect);
    bool blank = false;
    for (SqlToken token = tokens.next(); token.kind != SqlToken::Kind::End; token = tokens.next()) {
        if (token.kind == SqlToken::Kind::Space) {
            blank = true;
            continue;
        }
        const bool literal = token.kind == SqlToken::Kind::Literal;
        const std::string_view shown = literal ? std::string_view("?") : token.text;
        if (statement.text.size() + 1 + shown.size() > kMaxQueryText) break;
        if (blank && !statement.text.empty()) statement.text += ' ';
        blank = false;
        statement.text += shown;
        summary.add(token);
    }
    summary.finish(statement);
    return statement;
}

}  // namespace telemetryflow::integration
