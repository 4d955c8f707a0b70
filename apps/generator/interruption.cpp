#include "generator/interruption.hpp"

#include "generator/generation_error.hpp"

namespace telemetryflow::generator {

namespace {

volatile std::sig_atomic_t received = 0;

extern "C" void remember_signal(int) {
    received = 1;
}

}  // namespace

Interruption::Interruption() {
    received = 0;
    struct sigaction action {};
    action.sa_handler = remember_signal;
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        sigaction(kSignals[i], nullptr, &before_[i]);
        // Who started this program with a signal ignored, as nohup does, wants it to stay so.
        if (before_[i].sa_handler != SIG_IGN) sigaction(kSignals[i], &action, nullptr);
    }
}

Interruption::~Interruption() {
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        sigaction(kSignals[i], &before_[i], nullptr);
}

bool Interruption::has_come() const noexcept {
    return received != 0;
}

void Interruption::check() const {
    if (has_come()) throw GenerationError("interrupted; nothing was written");
}

}  // namespace telemetryflow::generator
