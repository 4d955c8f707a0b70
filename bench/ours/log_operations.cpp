// Log records, within a span and alone.

#include <optional>

#include "harness/request.hpp"
#include "ours/operations.hpp"
#include "ours/our_client.hpp"
#include "ours/our_traits.hpp"

namespace telemetryflow::bench {
namespace {

class LogCall {
public:
    LogCall(TelemetryFlowClient& client, bool within_span) : client_(client) {
        if (within_span) span_ = client.span("handle request");
    }

    void operator()() { client_.log_info("user logged in", {{"user.id", login_.user}, {"attempt", login_.attempt}}); }

private:
    TelemetryFlowClient& client_;
    Login login_;
    std::optional<Span> span_;
};

void add(OperationList& list, const char* name, bool within_span) {
    OurClient& subject = recording_client();
    add_operation(list, name, subject, record_traits("logs"),
                  [&client = subject.client(), within_span] { return LogCall(client, within_span); });
}

}  // namespace

void add_log_operations(OperationList& list) {
    add(list, "log, 2 attributes, inside a span", true);
}

void add_further_log_operations(OperationList& list) {
    add(list, "log, 2 attributes", false);
}

}  // namespace telemetryflow::bench
