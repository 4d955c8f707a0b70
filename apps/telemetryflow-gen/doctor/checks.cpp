#include "doctor/checks.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "telemetryflow/builder.hpp"
#include "telemetryflow/domain/endpoint.hpp"
#include "telemetryflow/domain/errors.hpp"

#include "doctor/backend_probe.hpp"
#include "doctor/spool_check.hpp"
#include "doctor/test_span.hpp"
#include "doctor/unknown_variables.hpp"

namespace telemetryflow::gen {

namespace {

using std::chrono::seconds;

// Up to the first, records of several hosts still stand in their order for people; above the second they mislead.
constexpr seconds kNoticeableSkew{5};
constexpr seconds kHarmfulSkew{60};

std::string joined(const std::vector<std::string>& lines) {
    std::string result;
    for (const std::string& line : lines)
        result += (result.empty() ? "" : "; ") + line;
    return result;
}

class Checkup {
public:
    explicit Checkup(const std::function<void(const CheckResult&)>& report) : report_(report) {}

    void run() {
        if (const auto config = check_variables()) {
            check_backend(*config);
            report_(check_spool(*config));
        } else {
            for (const char* name : {"endpoint", "tls", "key", "clock", "round trip", "spool"})
                skip(name, "the variables have to be mended first");
        }
    }

private:
    void ok(const char* name, const std::string& message) { report_({.name = name, .message = message}); }
    void skip(const char* name, const std::string& why) {
        report_({.name = name, .status = CheckStatus::Skipped, .message = why});
    }
    void warn(const char* name, const std::string& message, const std::string& mend) {
        report_({.name = name, .status = CheckStatus::Warning, .message = message, .mend = mend});
    }
    void fail(const char* name, const std::string& message, const std::string& mend) {
        report_({.name = name, .status = CheckStatus::Failed, .message = message, .mend = mend});
    }

    std::optional<TelemetryConfig> check_variables() {
        TelemetryFlowBuilder builder;
        builder.with_auto_configuration();
        const std::vector<std::string> unknown = unknown_variables();
        try {
            TelemetryConfig config = builder.build_config();
            std::vector<std::string> ignored = builder.diagnostics();
            ignored.insert(ignored.end(), unknown.begin(), unknown.end());
            if (ignored.empty()) {
                ok("variables", "complete for the service " + config.service_name);
            } else {
                warn("variables", joined(ignored), "Correct their names, or remove what this SDK does not offer.");
            }
            return config;
        } catch (const FaultListError& error) {
            // A mistyped name may be why one is missing.
            std::vector<std::string> faults = error.faults();
            faults.insert(faults.end(), unknown.begin(), unknown.end());
            fail("variables", joined(faults),
                 "Set or correct them; `telemetryflow-gen config` writes a file of them, and `set -a; . "
                 "./.env.telemetryflow; set +a` loads it.");
            return std::nullopt;
        }
    }

    void check_backend(const TelemetryConfig& config) {
        const BackendProbe probe(config);
        const ProbeAnswer connected = probe.connect();
        if (!connected.arrived()) {
            fail("endpoint", connected.error, how_to_reach(connected.code));
            return skip_from(1, "the endpoint has to be reached first");
        }
        ok("endpoint", probe.address() + " takes connections");

        const bool tls = config.uses_tls();
        if (tls && !check_handshake(probe)) return skip_from(2, "TLS has to be agreed on first");
        const ProbeAnswer answer = probe.send_empty_request();
        if (!(tls ? check_own_certificate(probe, answer) : check_plaintext(config, probe, answer))) {
            return skip_from(2, "TLS has to be agreed on first");
        }
        const bool refused = check_key(config, answer);
        check_clock(answer);
        if (refused) return skip("round trip", "the key has to be accepted first");
        if (!answer.arrived()) return no_answer(config, answer);
        report_(check_round_trip());
    }

    void skip_from(std::size_t first, const std::string& why) {
        const std::vector<const char*> names{"endpoint", "tls", "key", "clock", "round trip"};
        for (std::size_t i = first; i < names.size(); ++i)
            skip(names[i], why);
    }

    static std::string how_to_reach(CURLcode code) {
        switch (code) {
            case CURLE_COULDNT_RESOLVE_HOST:
                return "Correct the host in TELEMETRYFLOW_ENDPOINT, or this machine's name resolution.";
            case CURLE_OPERATION_TIMEDOUT:
                return "A firewall may be in between: let this machine reach the host and port of "
                       "TELEMETRYFLOW_ENDPOINT.";
            default:
                return "Start the backend, or correct the host and port in TELEMETRYFLOW_ENDPOINT (4317 for gRPC, 4318 "
                       "for HTTP).";
        }
    }

    bool check_handshake(const BackendProbe& probe) {
        const ProbeAnswer answer = probe.handshake(BackendProbe::Verification::Full);
        if (answer.arrived()) return true;
        if (probe.handshake(BackendProbe::Verification::None).arrived()) {
            fail("tls", "the certificate is not accepted: " + answer.error,
                 "Name the authority that signed it in TELEMETRYFLOW_TLS_CA_FILE, or the name that it was made for in "
                 "TELEMETRYFLOW_TLS_SERVER_NAME; an expired one has to be renewed.");
        } else if (is_alert(answer)) {
            refuse_own_certificate(answer);
        } else {
            fail("tls", "the backend does not agree on TLS: " + answer.error,
                 "If it serves plaintext on this port, write http:// before TELEMETRYFLOW_ENDPOINT; if it demands a "
                 "certificate, set TELEMETRYFLOW_TLS_CLIENT_CERT_FILE and TELEMETRYFLOW_TLS_CLIENT_KEY_FILE.");
        }
        return false;
    }

    // With TLS 1.3 a handshake is over before the backend says what it thinks of this side's certificate.
    bool check_own_certificate(const BackendProbe& probe, const ProbeAnswer& answer) {
        if (!answer.arrived()) {
            const ProbeAnswer heard = probe.listen_after_handshake();
            if (!heard.arrived()) {
                refuse_own_certificate(heard);
                return false;
            }
        }
        ok("tls", "agreed on, and the certificate is valid");
        return true;
    }

    static bool is_alert(const ProbeAnswer& answer) {
        return !answer.arrived() && answer.error.find("alert") != std::string::npos;
    }

    void refuse_own_certificate(const ProbeAnswer& answer) {
        fail("tls", "the backend refuses this side's certificate, or demands one: " + answer.error,
             "Set TELEMETRYFLOW_TLS_CLIENT_CERT_FILE and TELEMETRYFLOW_TLS_CLIENT_KEY_FILE to one that it accepts.");
    }

    // Whether a plaintext endpoint is right shows only in what it answers.
    bool check_plaintext(const TelemetryConfig& config, const BackendProbe& probe, const ProbeAnswer& answer) {
        const bool unclear = !answer.arrived() || answer.http_status == 400;
        if (unclear && probe.handshake(BackendProbe::Verification::None).arrived()) {
            fail("tls", "the backend speaks TLS on this port, and the endpoint is plaintext",
                 "Write https:// before TELEMETRYFLOW_ENDPOINT, and leave TELEMETRYFLOW_INSECURE out.");
            return false;
        }
        const auto endpoint = Endpoint::parse(config.endpoint).endpoint;
        if (endpoint && endpoint->is_loopback()) {
            skip("tls", "plaintext, within this machine");
        } else {
            warn("tls", "plaintext to another machine: whoever is in between can read and change everything",
                 "Write https:// before TELEMETRYFLOW_ENDPOINT where the backend offers it.");
        }
        return true;
    }

    // Returns whether the key is refused.
    bool check_key(const TelemetryConfig& config, const ProbeAnswer& answer) {
        const std::string key = config.credentials ? config.credentials->key_id() : "";
        if (answer.refuses_key()) {
            fail(
                "key",
                (key.empty() ? "the backend demands a key: " : "the key " + key + " is refused: ") + answer.in_words(),
                "Set TELEMETRYFLOW_API_KEY_ID and TELEMETRYFLOW_API_KEY_SECRET to a key of this backend that may write "
                "telemetry.");
            return true;
        }
        if (!answer.accepted()) {
            skip("key", "the backend did not take a request: " + answer.in_words());
        } else if (key.empty()) {
            skip("key", "there is none, and the backend wants none");
        } else {
            ok("key", key + " is accepted");
        }
        return false;
    }

    void check_clock(const ProbeAnswer& answer) {
        if (!answer.server_ahead) return skip("clock", "the backend does not tell its time");
        const seconds ahead = *answer.server_ahead;
        const seconds skew = ahead < seconds(0) ? -ahead : ahead;
        const std::string message = "this machine's clock is " + std::to_string(skew.count()) + " s " +
                                    (ahead > seconds(0) ? "behind" : "ahead of") + " the backend's";
        const std::string mend = "Let both synchronise their clocks (NTP): times of spans and logs are this machine's.";
        if (skew >= kHarmfulSkew) return fail("clock", message, mend);
        if (skew >= kNoticeableSkew) return warn("clock", message, mend);
        ok("clock", "the same as the backend's");
    }

    void no_answer(const TelemetryConfig& config, const ProbeAnswer& answer) {
        const bool grpc = config.protocol == Protocol::Grpc;
        fail("round trip",
             std::string("no answer to a request over OTLP/") + (grpc ? "gRPC" : "HTTP") + ": " + answer.error,
             "Something else may listen there: the backend's port for gRPC is mostly 4317 and for HTTP 4318; see "
             "TELEMETRYFLOW_PROTOCOL.");
    }

    const std::function<void(const CheckResult&)>& report_;
};

}  // namespace

void run_checks(const std::function<void(const CheckResult&)>& report) {
    Checkup(report).run();
}

}  // namespace telemetryflow::gen
