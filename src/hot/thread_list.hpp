#pragma once

// The calling thread's recorders, one for each client it recorded with, and their end with the thread. The end comes
// from a pthread key: unlike a thread_local object's destructor it also runs for calls made in late destructors, and
// never runs for the main thread, whose recorder must survive into static destruction.

#include <cstdint>

namespace telemetryflow::hot {

class ThreadRecorder;

namespace thread_list {

/// Returns the calling thread's recorder for the client `engine_id`, or nullptr. Lets recorders of clients that are
/// gone go in passing.
[[nodiscard]] ThreadRecorder* find(std::uint64_t engine_id) noexcept;

/// The same without letting anything go; safe between fork() and its return in the child.
[[nodiscard]] ThreadRecorder* peek(std::uint64_t engine_id) noexcept;

/// Adds a recorder of the calling thread; it is detached and deleted when the thread ends.
void add(ThreadRecorder& recorder) noexcept;

}  // namespace thread_list
}  // namespace telemetryflow::hot
