CREATE TABLE @{table} (
@if sqlite
    id INTEGER PRIMARY KEY AUTOINCREMENT,
@else
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
@end
@each field
    "@{name}" @{sql_type}@{comma}
@end
);
