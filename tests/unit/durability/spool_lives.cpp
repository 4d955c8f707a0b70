#include "unit/durability/spool_lives.hpp"

#include <exception>
#include <filesystem>

namespace telemetryflow::durability {
namespace {

constexpr std::size_t kRegion = 16U << 10U;
constexpr std::uint64_t kHour = 3'600'000'000'000;
constexpr SpoolLimits kLimits{.max_bytes = 200U << 10U, .min_free_bytes = 0};

}  // namespace

SpoolLives::SpoolLives(unsigned seed, const Weather& weather)
    : weather_(weather), random_(seed), disk_(folder_.path(), seed) {
    disk_.set_faults(weather.faults_one_in);
    begin();
}

void SpoolLives::begin() {
    try {
        state_ = std::make_shared<StateDirectory>(folder_.path() + "/state", "shop");
        directory_.emplace(state_, kRegion);
        describe();
        spool_ = std::make_unique<Spool>(directory_->segments());
        spool_->count_losses_by([this] { count(*spool_); });
    } catch (const std::exception&) {
        // A disk that fails: this life has none.
        spool_.reset();
        directory_.reset();
    }
    if (state_ == nullptr) return;
    std::vector<std::string> told;
    try {
        dead_ = DeadProcess::adopt_all(state_, told);
        for (const auto& process : dead_) {
            Spool& spool = process->spool();
            spool.count_losses_by([this, &spool] { count(spool); });
        }
    } catch (const std::exception&) {
        // The next life looks again.
    }
}

void SpoolLives::describe() {
    if (!directory_) return;
    About about;
    about.resource = "resource";
    about.instance_id = std::to_string(ends_);
    directory_->write(about);
}

void SpoolLives::end() {
    const End by = disk_.ended_by();
    spool_.reset();
    dead_.clear();
    directory_.reset();
    state_.reset();
    disk_.restart();
    ++ends_;
    if (by == End::PowerFailure) {
        // The disk need not know yet what was settled or dropped.
        for (auto& [id, batch] : batches_)
            batch.is_settled = false;
    }
    begin();
}

void SpoolLives::step() {
    const auto what = random_() % 100;
    const bool power_fails = weather_.power_failures && random_() % 2 == 0;
    const End end_by = power_fails ? End::PowerFailure : End::Kill;
    if (weather_.kills && random_() % 10 == 0) disk_.end_at(static_cast<unsigned>(1 + random_() % 12), end_by);
    try {
        if (what < 45) {
            append();
        } else if (what < 85) {
            if (Spool* spool = any_spool()) take(*spool, what < 80);
        } else if (what < 88) {
            drop();
        } else if (what < 91) {
            // A client that is started anew in the same process.
            describe();
        } else if (what < 94) {
            now_ += random_() % 2 == 0 ? random_() % (3 * kHour) : -(random_() % (3 * kHour));
        } else if (what < 97 && weather_.kills) {
            disk_.end(end_by);
        }
    } catch (const std::exception&) {
        // What the disk refused is not acknowledged, and is tried again later.
    }
    count();
    if (disk_.has_ended()) return end();
    check_bytes();
}

void SpoolLives::finish() {
    disk_.set_faults(0);
    for (int life = 0; life < 5; ++life) {
        disk_.end(End::Kill);
        end();
        for (bool found = true; found;) {
            found = false;
            for (const auto& process : dead_) {
                if (!process->spool().has_any()) continue;
                take(process->spool(), true);
                found = true;
            }
            count();
        }
    }
    const std::uint64_t missing = missing_items();
    if (missing > (weather_.drops ? counted_ : 0)) {
        wrong_.push_back(std::to_string(missing) + " items are missing, " + std::to_string(counted_) + " are counted");
    }
    if (!weather_.kills && weather_.faults_one_in == 0 && counted_ != missing) {
        wrong_.push_back(std::to_string(counted_) + " items are counted, " + std::to_string(missing) + " are missing");
    }
}

void SpoolLives::append() {
    if (spool_ == nullptr) return;
    const std::string id = "b-" + std::to_string(batches_.size());
    Batch& batch = batches_[id];
    batch.signal = random_() % 3 == 0 ? SignalType::Traces : SignalType::Logs;
    // Most are smaller than a page or than a sector, some larger than half a segment.
    const std::size_t most = std::size_t{1} << (4 + random_() % 12);
    while (batch.elements.size() < most)
        batch.elements.append(id).append(" ");
    batch.items = 1 + random_() % 9;
    if (weather_.drops) {
        std::uint64_t others = 0;
        for (const auto& process : dead_)
            others += process->spool().bytes();
        while (spool_->bytes() + others + most + 1000 > kLimits.max_bytes && spool_->drop_oldest()) {
        }
    }
    spool_->append(batch.signal, id, batch.elements, batch.items, now_, kLimits);
    batch.is_acknowledged = !disk_.has_ended();
    acknowledged_ += batch.is_acknowledged ? 1 : 0;
}

void SpoolLives::take(Spool& spool, bool settles) {
    const SignalType signal = random_() % 3 == 0 ? SignalType::Traces : SignalType::Logs;
    std::string id;
    std::string elements;
    const auto room = [&](std::size_t bytes) {
        elements.resize(bytes);
        return elements.data();
    };
    const auto header = spool.next(signal, weather_.drops ? now_ - 2 * kHour : 0, id, room);
    if (!header) return;
    check(*header, id, elements);
    Batch& batch = batches_[id];
    if (!settles) return spool.take_back(signal);
    ++batch.given;
    spool.settle(signal);
    batch.is_settled = !disk_.has_ended();
}

void SpoolLives::drop() {
    if (!weather_.drops) return;
    if (Spool* spool = any_spool()) spool->drop_oldest();
}

Spool* SpoolLives::any_spool() {
    const std::size_t which = random_() % (dead_.size() + 1);
    return which == dead_.size() ? spool_.get() : &dead_[which]->spool();
}

void SpoolLives::count(Spool& spool) {
    const SpoolReport report = spool.take_report();
    // A life that is over counts nothing any more.
    if (disk_.has_ended()) return;
    for (std::size_t i = 0; i < kSignalCount; ++i)
        counted_ += report.full[i] + report.expired[i] + report.corrupt[i];
}

void SpoolLives::count() {
    if (spool_ != nullptr) count(*spool_);
    std::erase_if(dead_, [&](const auto& process) {
        count(process->spool());
        if (process->spool().has_any()) return false;
        process->remove();
        return true;
    });
}

void SpoolLives::check(const FrameHeader& header, const std::string& id, const std::string& elements) {
    const auto found = batches_.find(id);
    if (found == batches_.end()) {
        wrong_.push_back(id + " was invented");
        return;
    }
    const Batch& batch = found->second;
    if (elements != batch.elements || header.items != batch.items) wrong_.push_back(id + " is not what it was");
    if (header.signal != static_cast<std::uint8_t>(batch.signal)) wrong_.push_back(id + " is of another signal");
    // A disk that fails may have lost any word of it.
    if (batch.is_settled && disk_.faults() == 0) wrong_.push_back(id + " was given again though it was settled");
}

void SpoolLives::check_bytes() {
    if (spool_ == nullptr || disk_.faults() != 0) return;
    std::uint64_t bytes = 0;
    for (const auto& file : std::filesystem::directory_iterator(state_->path() + "/" + directory_->name())) {
        const std::string name = file.path().filename();
        if (!SegmentName::from_text(name)) continue;
        bytes += file.file_size();
        if (file.file_size() > kLimits.segment_bytes()) wrong_.push_back(name + " is too large");
    }
    if (bytes != spool_->bytes()) {
        wrong_.push_back("the spool says " + std::to_string(spool_->bytes()) + " bytes, and has " +
                         std::to_string(bytes));
    }
}

std::uint64_t SpoolLives::missing_items() const {
    std::uint64_t items = 0;
    for (const auto& [id, batch] : batches_)
        items += batch.is_acknowledged && batch.given == 0 ? batch.items : 0;
    return items;
}

}  // namespace telemetryflow::durability
