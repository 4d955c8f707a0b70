#pragma once

// The error hierarchy of the specification. Only setup, lifecycle and queries throw; recording calls throw nothing but
// NotInitializedError before the first initialize(). Immutable after construction.

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "telemetryflow/domain/error_code.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

/// The root: what() says what went wrong, where, and how to mend it; it never contains a secret.
class TELEMETRYFLOW_EXPORT TelemetryFlowError : public std::runtime_error {
public:
    TelemetryFlowError(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}

    [[nodiscard]] ErrorCode code() const noexcept { return code_; }

private:
    ErrorCode code_;
};

/// A recording or flush call came before initialize().
class TELEMETRYFLOW_EXPORT NotInitializedError : public TelemetryFlowError {
public:
    NotInitializedError()
        : TelemetryFlowError(ErrorCode::NotInitialized, "Client is not initialized. Call initialize() first.") {}
};

/// An error that names every fault it found, one string each; what() joins them with "; ".
class TELEMETRYFLOW_EXPORT FaultListError : public TelemetryFlowError {
public:
    FaultListError(ErrorCode code, std::vector<std::string> faults)
        : TelemetryFlowError(code, join(faults)), faults_(std::move(faults)) {}

    [[nodiscard]] const std::vector<std::string>& faults() const noexcept { return faults_; }

private:
    static std::string join(const std::vector<std::string>& faults) {
        std::string joined;
        for (const auto& fault : faults) {
            if (!joined.empty()) joined += "; ";
            joined += fault;
        }
        return joined;
    }

    std::vector<std::string> faults_;
};

/// A TelemetryConfig that cannot work.
class TELEMETRYFLOW_EXPORT ConfigError : public FaultListError {
public:
    explicit ConfigError(std::vector<std::string> faults)
        : FaultListError(ErrorCode::InvalidConfig, std::move(faults)) {}
};

/// An API key that cannot be one.
class TELEMETRYFLOW_EXPORT CredentialsError : public TelemetryFlowError {
public:
    explicit CredentialsError(const std::string& message)
        : TelemetryFlowError(ErrorCode::InvalidCredentials, message) {}
};

/// A builder whose settings are missing or contradict each other.
class TELEMETRYFLOW_EXPORT BuilderError : public FaultListError {
public:
    explicit BuilderError(std::vector<std::string> faults)
        : FaultListError(ErrorCode::IncompleteBuilder, std::move(faults)) {}
};

}  // namespace telemetryflow
