#include "telemetryflow/integration/database_span.hpp"

#include <new>
#include <utility>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/database_calls.hpp"
#include "telemetryflow/integration/start_span.hpp"

#include "middleware/attribute_list.hpp"

namespace telemetryflow::integration {
namespace {

// What spans and the metric have in common.
template <std::size_t Capacity>
void add_common(middleware::AttributeList<Capacity>& attributes, const DatabaseServer& server,
                const DatabaseStatement& statement) {
    attributes.add("db.system.name", server.system);
    attributes.add_text("db.namespace", server.name_space);
    attributes.add_text("db.operation.name", statement.operation);
    attributes.add_text("db.collection.name", statement.collection);
    attributes.add_text("server.address", server.address);
    if (server.port > 0) attributes.add("server.port", server.port);
}

std::string_view name_of(const DatabaseServer& server, const DatabaseStatement& statement) noexcept {
    if (!statement.summary.empty()) return statement.summary;
    return statement.operation.empty() ? server.system : statement.operation;
}

}  // namespace

DatabaseSpan::DatabaseSpan(DatabaseCalls& calls, DatabaseStatement statement, std::uint64_t start_unix_nano) noexcept
    : calls_(calls), statement_(std::move(statement)) {
    middleware::AttributeList<8> attributes;
    add_common(attributes, calls.server_, statement_);
    attributes.add_text("db.query.text", statement_.text);
    attributes.add_text("db.query.summary", statement_.summary);
    span_ = start_span(calls.client_, {.name = name_of(calls.server_, statement_),
                                       .kind = SpanKind::Client,
                                       .attributes = attributes,
                                       .start_unix_nano = start_unix_nano});
}

DatabaseSpan::~DatabaseSpan() {
    if (ended_) return;
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin_;
    end(0, taken.count());
}

void DatabaseSpan::fail(const DatabaseError& error) noexcept try {
    middleware::AttributeList<2> attributes;
    attributes.add("error.type", error.type);
    attributes.add_text("db.response.status_code", error.status_code);
    span_.set_attributes(attributes);
    span_.set_status(SpanStatus::Error);
    error_type_ = error.type;
    status_code_ = error.status_code;
} catch (const std::bad_alloc&) {
    // The span has it; the metric goes without.
}

void DatabaseSpan::end(std::uint64_t end_unix_nano, double seconds) noexcept {
    ended_ = true;
    middleware::AttributeList<8> attributes;
    add_common(attributes, calls_.server_, statement_);
    attributes.add_text("error.type", error_type_);
    attributes.add_text("db.response.status_code", status_code_);
    calls_.durations_.record(seconds, attributes);
    span_.end(end_unix_nano);
}

}  // namespace telemetryflow::integration
