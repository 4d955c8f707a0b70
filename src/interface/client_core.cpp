#include "interface/client_core.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "telemetryflow/domain/errors.hpp"
#include "telemetryflow/version.hpp"

#include "interface/composition.hpp"
#include "interface/processor_lifecycle.hpp"

namespace telemetryflow {

ClientCore::ClientCore(TelemetryConfig config, std::shared_ptr<Exporter> exporter,
                       std::shared_ptr<Diagnostics> diagnostics, std::unique_ptr<TextMapPropagator> propagator,
                       CredentialsProvider credentials_provider, hot::RecordingPorts recording_ports)
    : config_(std::move(config)),
      given_exporter_(std::move(exporter)),
      diagnostics_(std::move(diagnostics)),
      propagator_(propagator != nullptr ? std::move(propagator) : composition::make_propagator(config_)),
      credentials_(
          std::make_shared<CredentialsSource>(config_.credentials, std::move(credentials_provider), diagnostics_)),
      recording_ports_(std::move(recording_ports)) {
    process::fork_watch::add(*this);
}

ClientCore::~ClientCore() {
    process::fork_watch::remove(*this);
    if (engine_) engine_->retire();
}

void ClientCore::initialize() {
    const std::lock_guard lifecycle(lifecycle_);
    if (is_initialized()) {
        engine().revive_if_forked();
        return;
    }
    // Ends outside the lock: a fork takes the watchers' lock before this one, ending a pipeline the other way round.
    std::shared_ptr<TelemetryPipeline> ended;
    try {
        if (engine_) engine_->revive_if_forked();
        hot::EngineRef engine = engine_ ? engine_ : composition::make_engine(config_, diagnostics_, recording_ports_);
        std::shared_ptr<Exporter> exporter = given_exporter_;
        if (exporter == nullptr) {
            exporter = composition::make_exporter(config_of_now(), [source = credentials_] { return source->renew(); });
        }
        std::shared_ptr<TelemetryPipeline> started =
            composition::make_pipeline(config_, engine, std::move(exporter), diagnostics_, pipeline_.get());
        started->start();
        const std::lock_guard lock(mutex_);
        engine_ = std::move(engine);
        engine_view_.store(engine_.get(), std::memory_order_release);
        ended = std::exchange(pipeline_, std::move(started));
        started_at_ = std::chrono::steady_clock::now();
    } catch (const TelemetryFlowError&) {
        throw;
    } catch (const std::exception& error) {
        throw TelemetryFlowError(ErrorCode::InitializationFailed,
                                 std::string("Failed to initialize SDK: ") + error.what());
    }
    initialized_.store(true, std::memory_order_release);
}

FlushResult ClientCore::shutdown(std::chrono::nanoseconds timeout) {
    const std::lock_guard lifecycle(lifecycle_);
    FlushResult result;
    result.complete = true;
    if (!is_initialized()) return result;
    initialized_.store(false, std::memory_order_release);
    const std::shared_ptr<TelemetryPipeline> ending = pipeline();
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    const bool processors_done = shutdown_processors(engine(), deadline);
    const SDKStatusResult before = delivery_status();
    result.complete = ending->shutdown(time_until(deadline)) && processors_done;
    const SDKStatusResult after = delivery_status();
    for (const SignalType signal : kAllSignals) {
        const auto dropped = [&](const SDKStatusResult& status) {
            const auto found = status.of(signal).dropped.find("shutdown");
            return found == status.of(signal).dropped.end() ? 0 : found->second;
        };
        result.left_items += dropped(after) - dropped(before) + after.of(signal).in_memory + after.of(signal).in_spool;
    }
    result.unended_spans = after.unended_spans;
    return result;
}

FlushResult ClientCore::flush(std::chrono::nanoseconds timeout) {
    FlushResult result;
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    const bool processors_done = flush_processors(engine(), deadline);
    result.complete = pipeline()->flush(time_until(deadline)) && processors_done;
    const SDKStatusResult now = delivery_status();
    for (const SignalType signal : kAllSignals)
        result.left_items += now.of(signal).in_memory + now.of(signal).in_spool;
    result.unended_spans = now.unended_spans;
    return result;
}

SDKStatusResult ClientCore::delivery_status() const {
    SDKStatusResult status;
    if (const std::shared_ptr<TelemetryPipeline> known = pipeline()) known->fill(status);
    return status;
}

SDKStatusResult ClientCore::status() const {
    SDKStatusResult status = delivery_status();
    status.initialized = is_initialized();
    status.version = kVersion;
    status.service_name = config_.service_name;
    status.endpoint = config_.endpoint;
    status.protocol = config_.protocol;
    status.signals_enabled = config_.get_enabled_signals();
    status.commands_vetoed = commands.vetoed();
    status.interceptor_failures = commands.interceptor_errors();
    {
        const std::lock_guard lock(mutex_);
        if (status.initialized) status.uptime = std::chrono::steady_clock::now() - started_at_;
    }
    if (const std::shared_ptr<TelemetryPipeline> known = pipeline()) known->fill_recovered(status);
    return status;
}

HealthQueryResult ClientCore::health(bool include_components) const {
    HealthQueryResult result;
    const std::shared_ptr<TelemetryPipeline> known = pipeline();
    if (!is_initialized() || known == nullptr) {
        result.status = HealthStatus::Unhealthy;
        result.reason = "the client is not initialized";
        return result;
    }
    result.status = HealthStatus::Healthy;
    for (ComponentHealth& component : known->health()) {
        if (component.status > result.status) {
            result.status = component.status;
            result.reason = component.name + ": " + component.reason;
        }
        if (include_components) result.components.push_back(std::move(component));
    }
    return result;
}

std::shared_ptr<TelemetryReader> ClientCore::reader() {
    TelemetryConfig config = config_of_now();
    {
        const std::lock_guard lock(mutex_);
        if (reader_ != nullptr && reader_credentials_ == config.credentials) return reader_;
    }
    // Made, and an old one ended, outside the lock, which a fork takes: making one may initialize libcurl.
    std::shared_ptr<TelemetryReader> made = composition::make_reader(config);
    std::shared_ptr<TelemetryReader> old = made;
    const std::lock_guard lock(mutex_);
    reader_.swap(old);
    reader_credentials_ = std::move(config.credentials);
    return made;
}

TelemetryConfig ClientCore::config_of_now() const {
    TelemetryConfig config = config_;
    config.credentials = credentials_->current();
    return config;
}

std::shared_ptr<TelemetryPipeline> ClientCore::pipeline() const {
    const std::lock_guard lock(mutex_);
    return pipeline_;
}

void ClientCore::before_fork() noexcept {
    mutex_.lock();
    credentials_->mutex().lock();
}

void ClientCore::after_fork_in_parent() noexcept {
    credentials_->mutex().unlock();
    mutex_.unlock();
}

void ClientCore::after_fork_in_child() noexcept {
    after_fork_in_parent();
    // A shutdown() that another thread was in does not go on here, and never gives this one back.
    std::construct_at(&lifecycle_);
}

}  // namespace telemetryflow
