#include "interface/credentials_source.hpp"

#include <string>
#include <utility>

#include "telemetryflow/domain/errors.hpp"

namespace telemetryflow {
namespace {

constexpr const char* kTopic = "credentials";

}  // namespace

CredentialsSource::CredentialsSource(std::optional<Credentials> first, CredentialsProvider provider,
                                     std::shared_ptr<Diagnostics> diagnostics)
    : provider_(std::move(provider)), diagnostics_(std::move(diagnostics)), current_(std::move(first)) {}

std::optional<Credentials> CredentialsSource::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

std::optional<Credentials> CredentialsSource::renew() {
    std::optional<Credentials> given = ask();
    if (!given) return std::nullopt;
    {
        const std::lock_guard lock(mutex_);
        if (current_ == given) return std::nullopt;
        current_ = given;
    }
    diagnostics_->report(DiagnosticLevel::Info, kTopic,
                         "the key was replaced: " + given->key_id() + " is used from now on");
    return given;
}

std::optional<Credentials> CredentialsSource::ask() const {
    if (!provider_) return std::nullopt;
    try {
        return provider_();
    } catch (const CredentialsError& error) {
        diagnostics_->report(DiagnosticLevel::Warning, kTopic, std::string("the provider failed: ") + error.what());
    } catch (...) {
        // What it has to say may hold the key.
        diagnostics_->report(DiagnosticLevel::Warning, kTopic, "the provider threw an exception");
    }
    return std::nullopt;
}

}  // namespace telemetryflow
