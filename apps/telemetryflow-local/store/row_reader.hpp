// RowReader: reads the columns of a statement's current row one after the other, in the order of the SELECT.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "store/database.hpp"
#include "store/otlp_values.hpp"

namespace telemetryflow::local {

class RowReader {
public:
    explicit RowReader(const Statement& statement) : statement_(statement) {}

    std::string text() { return statement_.text(column_++); }
    std::int64_t integer() { return statement_.integer(column_++); }
    nlohmann::json json() { return nlohmann::json::parse(statement_.text(column_++)); }

    // A 64-bit count of nanoseconds as a text, because JavaScript cannot hold it as a number.
    std::string nanoseconds() { return std::to_string(static_cast<std::uint64_t>(statement_.integer(column_++))); }

    // A number of either type, null, or one of the texts that stand for NaN and the infinities.
    nlohmann::json number() {
        const int column = column_++;
        if (statement_.is_null(column)) return nullptr;
        if (statement_.is_text(column)) return statement_.text(column);
        if (statement_.is_integer(column)) return statement_.integer(column);
        return to_json(statement_.real(column));
    }

    nlohmann::json text_or_null() {
        const int column = column_++;
        if (statement_.is_null(column)) return nullptr;
        return statement_.text(column);
    }

private:
    const Statement& statement_;
    int column_ = 0;
};

}  // namespace telemetryflow::local
