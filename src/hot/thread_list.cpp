#include "hot/thread_list.hpp"

#include <memory>

#include <pthread.h>

#include "telemetryflow/hot/thread_view.hpp"

#include "hot/engine.hpp"
#include "hot/thread_recorder.hpp"
#include "process/made_once.hpp"

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

struct EndKey {
    EndKey() noexcept { ::pthread_key_create(&key, on_thread_end); }
    ~EndKey() { ::pthread_key_delete(key); }
    EndKey(const EndKey&) = delete;
    EndKey& operator=(const EndKey&) = delete;

    pthread_key_t key{};
};

constinit process::MadeOnce<EndKey> g_end_key;

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
    ::pthread_setspecific(g_end_key.get().key, &recorder);
}

}  // namespace thread_list
}  // namespace telemetryflow::hot
