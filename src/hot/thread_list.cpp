#include "hot/thread_list.hpp"

#include <atomic>
#include <cstdint>
#include <memory>

#include <pthread.h>

#include "telemetryflow/hot/thread_view.hpp"

#include "hot/engine.hpp"
#include "hot/thread_recorder.hpp"

namespace telemetryflow::hot {

thread_local constinit ThreadView t_view __attribute__((tls_model("initial-exec")));

namespace thread_list {
namespace {

thread_local constinit ThreadRecorder* t_recorders = nullptr;

void let_go(ThreadRecorder* recorder) noexcept {
    if (t_view.recorder == recorder) t_view = {};
    const EngineRef engine = recorder->engine;  // outlives the recorder it may be held by alone
    engine->detach(*recorder);
    recorder->retire();
}

void on_thread_end(void*) noexcept {
    while (ThreadRecorder* recorder = t_recorders) {
        t_recorders = recorder->next_of_thread;
        let_go(recorder);
    }
}

constexpr std::int64_t kNoKey = -1;
constinit std::atomic<std::int64_t> g_end_key{kNoKey};

// The key whose values are recorders, or kNoKey where the process has no more keys: its threads' recorders stay.
std::int64_t end_key() noexcept {
    std::int64_t known = g_end_key.load(std::memory_order_acquire);
    if (known != kNoKey) return known;
    pthread_key_t made{};
    if (::pthread_key_create(&made, on_thread_end) != 0) return kNoKey;
    // Threads that come at once make one each, without a lock that a fork could catch held: the first stays.
    if (g_end_key.compare_exchange_strong(known, made, std::memory_order_acq_rel)) return made;
    ::pthread_key_delete(made);
    return known;
}

}  // namespace

ThreadRecorder* find(std::uint64_t engine_id) noexcept {
    ThreadRecorder* found = nullptr;
    for (ThreadRecorder** link = &t_recorders; *link != nullptr;) {
        ThreadRecorder* recorder = *link;
        if (recorder->engine->id == engine_id) {
            found = recorder;
        } else if (recorder->engine->is_retired()) {
            *link = recorder->next_of_thread;
            let_go(recorder);
            continue;
        }
        link = &recorder->next_of_thread;
    }
    return found;
}

ThreadRecorder* peek(std::uint64_t engine_id) noexcept {
    ThreadRecorder* recorder = t_recorders;
    while (recorder != nullptr && recorder->engine->id != engine_id)
        recorder = recorder->next_of_thread;
    return recorder;
}

void add(ThreadRecorder& recorder) noexcept {
    recorder.next_of_thread = t_recorders;
    t_recorders = &recorder;
    if (const std::int64_t key = end_key(); key != kNoKey)
        ::pthread_setspecific(static_cast<pthread_key_t>(key), &recorder);
}

}  // namespace thread_list
}  // namespace telemetryflow::hot
