#include "pipeline/own_spool.hpp"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <string>

namespace telemetryflow::pipeline {
namespace {

// A disk that is full, or refuses for another reason, is not asked with every batch.
constexpr std::chrono::seconds kPause{1};

}  // namespace

bool OwnSpool::add(SignalType signal, const Batch& batch) {
    if (!is_usable()) return false;
    try {
        const std::string_view contents = envelope_.contents_of(batch.body());
        make_room(contents.size() + batch.id.size() + 2 * sizeof(durability::FrameHeader));
        spool_->append(signal, batch.id, contents, batch.items, unix_nano_now(),
                       {.max_bytes = options_.spool_max_bytes, .min_free_bytes = options_.spool_min_free_bytes});
    } catch (const std::exception& error) {
        next_try_at_ =
            std::chrono::steady_clock::now() + std::min<std::chrono::milliseconds>(kPause, options_.retry_max_backoff);
        diagnostics_->report(DiagnosticLevel::Warning, "spool",
                             std::string("what is not delivered stays in the buffer, because the disk does not take "
                                         "it: ") +
                                 error.what());
        return false;
    }
    counts_.change(signal, [&](SignalDelivery& delivery) { delivery.in_spool += batch.items; });
    return true;
}

void OwnSpool::make_room(std::uint64_t bytes) {
    if (bytes > options_.spool_max_bytes) throw std::runtime_error("a batch is larger than the spool may be");
    const std::uint64_t most = options_.spool_max_bytes - bytes;
    // What dead processes left is older.
    recovery_->drop_spooled_beyond(most - std::min(most, spool_->bytes()));
    while (spool_->bytes() + recovery_->spooled_bytes() > most && spool_->drop_oldest())
        count();
}

bool OwnSpool::next(SignalType signal, Batch& batch) {
    const bool found = next_spooled(*spool_, signal, envelope_, options_, batch);
    count();
    return found;
}

void OwnSpool::settle(SignalType signal, std::uint64_t items) {
    spool_->settle(signal);
    counts_.change(signal, [&](SignalDelivery& delivery) { delivery.in_spool -= items; });
    count();
}

void OwnSpool::take_back(SignalType signal) {
    spool_->take_back(signal);
    count();
}

}  // namespace telemetryflow::pipeline
