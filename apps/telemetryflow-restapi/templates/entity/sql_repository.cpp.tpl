#include "infrastructure/sql_@{entity_file}_repository.hpp"

namespace @{module} {

namespace {

@{entity} from_row(const Row& row) {
    @{entity} entity;
    from_value(row.at(0), entity.id);
@each field
    from_value(row.at(@{position}), entity.@{name});
@end
    return entity;
}

/// Of each field, in the order of the statements below.
std::vector<Value> values_of(const @{entity}& entity) {
    return {
@each field
        to_value(entity.@{name}),
@end
    };
}

}  // namespace

std::int64_t Sql@{entity}Repository::add(const @{entity}& entity) {
    std::int64_t id = 0;
    const auto rows = database_.query(
        R"sql(INSERT INTO @{table} (@{columns})
              VALUES (@{placeholders}) RETURNING id)sql",
        values_of(entity));
    from_value(rows.at(0).at(0), id);
    return id;
}

std::optional<@{entity}> Sql@{entity}Repository::find(std::int64_t id) {
    const auto rows = database_.query(
        R"sql(SELECT id, @{selected}
              FROM @{table} WHERE id = $1)sql",
        {id});
    if (rows.empty()) return std::nullopt;
    return from_row(rows.front());
}

std::vector<@{entity}> Sql@{entity}Repository::list(const Page& page) {
    std::vector<@{entity}> found;
    const auto rows = database_.query(
        R"sql(SELECT id, @{selected}
              FROM @{table} ORDER BY id LIMIT $1 OFFSET $2)sql",
        {page.limit, page.offset});
    for (const Row& row : rows)
        found.push_back(from_row(row));
    return found;
}

std::int64_t Sql@{entity}Repository::count() {
    std::int64_t total = 0;
    from_value(database_.query("SELECT count(*) FROM @{table}").at(0).at(0), total);
    return total;
}

bool Sql@{entity}Repository::update(const @{entity}& entity) {
    std::vector<Value> values = values_of(entity);
    values.emplace_back(entity.id);
    return !database_
                .query(R"sql(UPDATE @{table} SET @{assignments}
                             WHERE id = @{id_placeholder} RETURNING id)sql",
                       values)
                .empty();
}

bool Sql@{entity}Repository::remove(std::int64_t id) {
    return !database_.query("DELETE FROM @{table} WHERE id = $1 RETURNING id", {id}).empty();
}

}  // namespace @{module}
