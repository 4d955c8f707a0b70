#include "integration/durability/killed_lives.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <spawn.h>
#include <sys/wait.h>

#include "integration/durability/acknowledged.hpp"
#include "integration/durability/record_check.hpp"
#include "support/otlp_requests.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

namespace fs = std::filesystem;

using Name = std::string;  // "<life> <thread> <number>"

std::string content_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// A record's name; with a mark, which nobody made, where it is not as it was recorded.
template <class Record>
Name name_of(const std::string& name, const Record& record) {
    std::string padding;
    std::int64_t check = 0;
    for (const auto& attribute : record.attributes()) {
        if (attribute.key() == "padding") padding = attribute.value().string_value();
        if (attribute.key() == kCheck) check = attribute.value().int_value();
    }
    return check == record_check(name, padding) ? name : name + " (damaged)";
}

// The names of all records in one request, and whether it says that it was recovered.
template <class Request>
bool read(std::string_view body, std::vector<Name>& names) {
    Request request;
    if (!request.ParseFromArray(body.data(), static_cast<int>(body.size()))) throw std::runtime_error("not OTLP");
    bool recovered = false;
    const auto of = [&](const auto& resource) {
        for (const auto& attribute : resource.attributes())
            recovered |= attribute.key() == "telemetryflow.recovered" && attribute.value().bool_value();
    };
    if constexpr (std::is_same_v<Request, otlp::collector::logs::v1::ExportLogsServiceRequest>) {
        for (const auto& resource : request.resource_logs()) {
            of(resource.resource());
            for (const auto& scope : resource.scope_logs())
                for (const auto& log : scope.log_records())
                    names.push_back(name_of(log.body().string_value(), log));
        }
    } else {
        for (const auto& resource : request.resource_spans()) {
            of(resource.resource());
            for (const auto& scope : resource.scope_spans())
                for (const auto& span : scope.spans())
                    names.push_back(name_of(span.name(), span));
        }
    }
    return recovered;
}

// The sum of "12 logs as queue_full, 3 traces as http_400" and the like.
std::uint64_t items_in(const std::string& line) {
    std::istringstream words(line);
    std::uint64_t sum = 0;
    std::string before;
    for (std::string word; words >> word; before = word)
        if (word == "logs" || word == "traces") sum += std::stoull(before);
    return sum;
}

}  // namespace

std::string KilledLives::words_for(const std::string& backend) const {
    if (kind_ == Kind::Plain || backend == "drain") return backend;
    return backend + (kind_ == Kind::Spooling ? "+spooling" : "+losing");
}

int KilledLives::start(const std::string& name, const std::string& backend) const {
    const std::string program = TELEMETRYFLOW_KILL_WRITER;
    std::array<std::string, 4> words{program, folder_.path(), name, words_for(backend)};
    std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    pid_t process = 0;
    if (::posix_spawn(&process, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) {
        throw std::runtime_error("cannot start " + program);
    }
    return process;
}

std::chrono::microseconds KilledLives::time_to_record() {
    const auto begun = std::chrono::steady_clock::now();
    const std::string life = std::to_string(lives_++);
    const pid_t process = start(life, "up");
    Acknowledged acknowledged(folder_.file("acknowledged." + life));
    const bool has_recorded = test::wait_until([&] { return acknowledged.of(0) != 0; });
    const auto taken = std::chrono::steady_clock::now() - begun;
    ::kill(process, SIGKILL);
    ::waitpid(process, nullptr, 0);
    if (!has_recorded) throw std::runtime_error("a life does not come to record anything");
    return std::chrono::duration_cast<std::chrono::microseconds>(taken);
}

void KilledLives::live(std::chrono::microseconds longest) {
    constexpr std::array<const char*, 4> kBackends{"up", "down", "flapping", "late"};
    const int life = lives_++;
    const pid_t process = start(std::to_string(life), kBackends[random_() % kBackends.size()]);
    std::this_thread::sleep_for(std::chrono::microseconds(random_() % static_cast<unsigned long>(longest.count())));
    ::kill(process, SIGKILL);
    int status = 0;
    if (::waitpid(process, &status, 0) != process || !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) {
        throw std::runtime_error("life " + std::to_string(life) + " ended by itself, with status " +
                                 std::to_string(status));
    }
}

test::TracedProgram::Outcome KilledLives::live_traced(const std::string& backend,
                                                      const test::TracedProgram::Interference& interference) {
    return test::TracedProgram::run(
        {TELEMETRYFLOW_KILL_WRITER, folder_.path(), std::to_string(lives_++), words_for(backend), "20"}, interference);
}

bool KilledLives::drain() {
    const pid_t process = start("drain", "drain");
    int status = -1;
    const bool ended =
        test::wait_until([&] { return ::waitpid(process, &status, WNOHANG) == process; }, std::chrono::seconds(60));
    if (!ended) {
        ::kill(process, SIGKILL);
        ::waitpid(process, &status, 0);
    }
    return ended && status == 0;
}

std::size_t KilledLives::most_segments() const {
    std::size_t most = 0;
    for (const fs::directory_entry& life : fs::directory_iterator(folder_.file("state/killed"))) {
        if (!life.is_directory()) continue;
        const fs::directory_iterator files(life.path());
        const auto is_segment = [](const fs::directory_entry& file) {
            return file.path().filename().string().starts_with("segment-");
        };
        most = std::max(most, static_cast<std::size_t>(std::count_if(begin(files), end(files), is_segment)));
    }
    return most;
}

KilledLives::Result KilledLives::result() const {
    Result result;
    std::map<Name, std::uint64_t> received;
    for (const fs::directory_entry& file : fs::directory_iterator(folder_.path())) {
        if (!file.path().filename().string().starts_with("received.")) continue;
        const std::string content = content_of(file.path());
        for (std::size_t at = 0; content.size() - at >= 5;) {
            std::uint32_t size = 0;
            std::memcpy(&size, content.data() + at, sizeof(size));
            const auto signal = static_cast<SignalType>(content[at + 4]);
            if (content.size() - at - 5 < size) break;
            const std::string_view body(content.data() + at + 5, size);
            std::vector<Name> names;
            const bool recovered = signal == SignalType::Logs
                                       ? read<otlp::collector::logs::v1::ExportLogsServiceRequest>(body, names)
                                       : read<otlp::collector::trace::v1::ExportTraceServiceRequest>(body, names);
            result.recovered_requests += recovered ? 1 : 0;
            ++result.requests;
            for (const Name& name : names)
                ++received[name];
            at += 5 + size;
        }
    }
    std::set<Name> made;
    for (int life = 0; life < lives_; ++life)
        add_life(life, received, made, result);
    for (const auto& [name, times] : received) {
        result.duplicates += times - 1;
        if (!made.contains(name)) ++result.invented;
    }
    result.told = losses_told();
    return result;
}

std::uint64_t KilledLives::losses_told() const {
    std::map<std::string, std::uint64_t> by_process;
    std::uint64_t sum = 0;
    for (const fs::directory_entry& file : fs::directory_iterator(folder_.path())) {
        if (!file.path().filename().string().starts_with("told.")) continue;
        std::ifstream in(file.path());
        for (std::string line; std::getline(in, line);) {
            const std::uint64_t items = items_in(line);
            // What a life itself had lost of others' bears no name.
            const std::size_t name = line.back() == ')' ? line.rfind('(') : std::string::npos;
            if (name == std::string::npos) {
                sum += items;
            } else {
                by_process[line.substr(name)] = items;
            }
        }
    }
    for (const auto& [process, items] : by_process)
        sum += items;
    return sum;
}

void KilledLives::add_life(int life, const std::map<Name, std::uint64_t>& received, std::set<Name>& made,
                           Result& result) const {
    const std::string path = folder_.file("acknowledged." + std::to_string(life));
    if (!fs::exists(path)) return;
    Acknowledged acknowledged(path);
    std::uint64_t missing = 0;
    for (int thread = 0; thread < Acknowledged::kThreads; ++thread) {
        const std::uint32_t last = acknowledged.of(thread);
        result.acknowledged += last;
        // One more may have been recorded: the kill came before it was acknowledged.
        for (std::uint32_t number = 1; number <= last + 1; ++number) {
            const Name name = std::to_string(life) + " " + std::to_string(thread) + " " + std::to_string(number);
            made.insert(name);
            if (received.contains(name)) continue;
            ++(number <= last ? missing : result.unreturned);
        }
    }
    result.missing += missing;
    result.dropped += acknowledged.dropped();
    result.lost += missing - std::min<std::uint64_t>(missing, acknowledged.dropped());
}

}  // namespace telemetryflow::tests
