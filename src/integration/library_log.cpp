#include "telemetryflow/integration/library_log.hpp"

#include <vector>

#include "telemetryflow/client.hpp"

#include "middleware/attribute_list.hpp"

namespace telemetryflow::integration {

void emit_log(TelemetryFlowClient& client, const LibraryLog& log) noexcept try {
    middleware::AttributeList<5> known;
    known.add_text("logger.name", log.logger_name);
    known.add_text("code.file.path", log.file);
    if (log.line > 0) known.add("code.line.number", log.line);
    known.add_text("code.function.name", log.function);
    if (log.thread_id != 0) known.add("thread.id", log.thread_id);

    EmitLogCommand record;
    record.message = log.message;
    record.severity = log.severity;
    record.timestamp_unix_nano = log.timestamp_unix_nano;
    record.span_context = log.span_context;
    record.attributes = known;
    if (log.attributes.empty()) {
        client.log(record);
        return;
    }
    std::vector<Attribute> all(record.attributes.begin(), record.attributes.end());
    all.insert(all.end(), log.attributes.begin(), log.attributes.end());
    record.attributes = all;
    client.log(record);
} catch (...) {
    // A program must not fail where it logs; what was wrong with the client, its owner hears elsewhere.
}

}  // namespace telemetryflow::integration
