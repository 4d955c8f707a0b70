// Where: collects the conditions of a query and the values bound to them, so that no value ever becomes SQL text.
// A value type; used by one thread.
#pragma once

#include <string>
#include <vector>

#include "store/database.hpp"
#include "store/filters.hpp"

namespace telemetryflow::local {

class Where {
public:
    // `condition` has one '?' per value.
    Where& add(const std::string& condition, std::vector<SqlValue> values);

    // Service, attributes and times of a record table `alias`, joined with resources as r.
    Where& add_common(const CommonFilter& filter, const std::string& alias, const std::string& time_column);
    Where& add_service_and_attributes(const CommonFilter& filter, const std::string& alias);
    Where& add_times(const CommonFilter& filter, const std::string& time_expression);

    // "<keyword> a AND b", or nothing when there is no condition.
    std::string sql(const std::string& keyword = " WHERE ") const;
    const std::vector<SqlValue>& values() const { return values_; }

private:
    std::string conditions_;
    std::vector<SqlValue> values_;
};

}  // namespace telemetryflow::local
