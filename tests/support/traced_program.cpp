#include "support/traced_program.hpp"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <set>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

namespace telemetryflow::test {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error(std::string("cannot ") + what + ": " + std::generic_category().message(errno));
}

pid_t start(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(126);
    ::raise(SIGSTOP);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

#ifdef __x86_64__
// In front of a call: the kernel makes none of that number. Behind it: what the caller sees.
void set_call(pid_t thread, long number) {
    user_regs_struct registers{};
    ::ptrace(PTRACE_GETREGS, thread, nullptr, &registers);
    registers.orig_rax = static_cast<unsigned long long>(number);
    ::ptrace(PTRACE_SETREGS, thread, nullptr, &registers);
}
void set_result(pid_t thread, long result) {
    user_regs_struct registers{};
    ::ptrace(PTRACE_GETREGS, thread, nullptr, &registers);
    registers.rax = static_cast<unsigned long long>(result);
    ::ptrace(PTRACE_SETREGS, thread, nullptr, &registers);
}
void halve_third_argument(pid_t thread) {
    user_regs_struct registers{};
    ::ptrace(PTRACE_GETREGS, thread, nullptr, &registers);
    registers.rdx = std::max(registers.rdx / 2, 1ULL);
    ::ptrace(PTRACE_SETREGS, thread, nullptr, &registers);
}
#else
void halve_third_argument(pid_t) {}
void set_call(pid_t, long) {}
void set_result(pid_t, long) {}
#endif

// Kills the program when its time is over.
class Watchdog {
public:
    Watchdog(pid_t program, std::chrono::seconds longest)
        : thread_([this, program, longest] {
              std::unique_lock lock(mutex_);
              if (changed_.wait_for(lock, longest, [this] { return is_over_; })) return;
              has_killed_ = true;
              ::kill(program, SIGKILL);
          }) {}
    ~Watchdog() { has_killed(); }
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    /// Ends the watch: the program has ended.
    bool has_killed() {
        {
            const std::lock_guard lock(mutex_);
            is_over_ = true;
        }
        changed_.notify_all();
        if (thread_.joinable()) thread_.join();
        return has_killed_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_over_ = false;
    bool has_killed_ = false;
    std::thread thread_;
};

class Tracer {
public:
    Tracer(pid_t program, const TracedProgram::Interference& interference)
        : program_(program), interference_(interference) {}

    TracedProgram::Outcome run() {
        int status = 0;
        ::waitpid(program_, &status, 0);
        if (!WIFSTOPPED(status)) return fail_to_start();
        constexpr long kOptions = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL | PTRACE_O_TRACEEXEC;
        if (::ptrace(PTRACE_SETOPTIONS, program_, nullptr, kOptions) != 0) fail("trace the program");
        known_.insert(program_);
        resume(program_, 0);
        for (;;) {
            const pid_t thread = ::waitpid(-1, &status, __WALL);
            if (thread < 0) return outcome_;
            if (WIFSTOPPED(status)) {
                resume(thread, handle_stop(thread, status));
            } else if (thread == program_) {
                outcome_.status = status;
                return outcome_;
            }
        }
    }

private:
    [[noreturn]] static TracedProgram::Outcome fail_to_start() {
        throw std::runtime_error("the program cannot be started or traced");
    }

    // The signal that the thread goes on with.
    int handle_stop(pid_t thread, int status) {
        constexpr int kSystemCall = SIGTRAP | 0x80;
        const int signal = WSTOPSIG(status);
        if (signal == kSystemCall) {
            on_system_call(thread);
            return 0;
        }
        if (status >> 16 != 0) return 0;                                  // an event, such as a new thread
        if (known_.insert(thread).second && signal == SIGSTOP) return 0;  // a thread's first stop
        return signal;
    }

    void on_system_call(pid_t thread) {
        __ptrace_syscall_info about{};
        if (::ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof(about), &about) <= 0) return;
        if (about.op == PTRACE_SYSCALL_INFO_EXIT) {
            if (failing_.erase(thread) != 0) set_result(thread, -interference_.error);
            return;
        }
        if (about.op != PTRACE_SYSCALL_INFO_ENTRY) return;
        const auto call = static_cast<long>(about.entry.nr);
        if (!is_marked_) {
            is_marked_ = call == SYS_getppid;
            return;
        }
        const auto& counted = interference_.calls;
        const bool counts = counted.empty() || std::find(counted.begin(), counted.end(), call) != counted.end();
        if (!counts || ++count_ != interference_.at) return;
        outcome_.happened = true;
        outcome_.call = call;
        if (interference_.shortens) {
            halve_third_argument(thread);
        } else if (interference_.error == 0) {
            ::kill(program_, SIGKILL);
        } else {
            set_call(thread, -1);
            failing_.insert(thread);
        }
    }

    static void resume(pid_t thread, int signal) {
        // It may have been killed meanwhile.
        ::ptrace(PTRACE_SYSCALL, thread, nullptr, static_cast<long>(signal));
    }

    const pid_t program_;
    const TracedProgram::Interference& interference_;
    TracedProgram::Outcome outcome_;
    std::set<pid_t> known_;
    std::set<pid_t> failing_;
    bool is_marked_ = false;
    unsigned count_ = 0;
};

}  // namespace

std::string TracedProgram::obstacle() {
#ifdef __x86_64__
    try {
        const Outcome outcome = run({"/bin/true"}, {}, std::chrono::seconds(10));
        return WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) == 0 ? "" : "a traced program does not run";
    } catch (const std::runtime_error& error) {
        return error.what();
    }
#else
    return "system calls are interfered with on x86-64 only";
#endif
}

TracedProgram::Outcome TracedProgram::run(const std::vector<std::string>& words, const Interference& interference,
                                          std::chrono::seconds longest) {
    const pid_t program = start(words);
    if (program < 0) fail("fork");
    Watchdog watchdog(program, longest);
    Outcome outcome = Tracer(program, interference).run();
    outcome.hung = watchdog.has_killed();
    return outcome;
}

}  // namespace telemetryflow::test
