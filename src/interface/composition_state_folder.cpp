// What telemetryflow-spool and its like see of a state directory.

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <system_error>

#include "telemetryflow/state/state_folder.hpp"

#include "durability/process_directory.hpp"
#include "durability/process_view.hpp"
#include "durability/record_cursor.hpp"
#include "hot/scope_fields.hpp"
#include "infrastructure/config/process_environment.hpp"
#include "pipeline/envelope.hpp"
#include "pipeline/request_builder.hpp"

namespace telemetryflow {
namespace {

namespace fs = std::filesystem;

using durability::ProcessView;
using durability::RecordCursor;
using durability::RegionChunk;

// Puts records together to requests of one process and signal.
class RequestWriter {
public:
    RequestWriter(const durability::About& about, SignalType signal, const StateFolder::TakeRequest& take)
        : envelope_(about.resource), scopes_(hot::ScopeFields::from_bytes(about.scopes)), signal_(signal), take_(take) {
        if (scopes_.empty()) scopes_.emplace_back();
        builder_.begin(envelope_, kLargestRequest, batch_);
    }

    void add(std::uint16_t scope, std::string_view record) {
        const auto go_to_scope = [&] { builder_.go_to(scope, scopes_[scope < scopes_.size() ? scope : 0]); };
        go_to_scope();
        if (batch_.items != 0 && !builder_.has_room(record.size())) {
            finish();
            go_to_scope();
        }
        if (!builder_.add(record)) throw std::bad_alloc();
        ++batch_.items;
    }

    void finish() {
        if (batch_.items == 0) return;
        builder_.finish();
        take_(signal_, std::as_bytes(std::span(batch_.body())), batch_.items);
        batch_.clear();
        builder_.begin(envelope_, kLargestRequest, batch_);
    }

    /// What one request had, put down without its envelope.
    void hand_over(std::string_view contents, std::uint64_t items) const {
        std::string request(envelope_.overhead(contents.size()), '\0');
        envelope_.write(request.data(), contents.size());
        request.append(contents);
        take_(signal_, std::as_bytes(std::span(request)), items);
    }

private:
    static constexpr std::size_t kLargestRequest = 1U << 20U;

    const pipeline::Envelope envelope_;
    std::vector<hot::ScopeFields> scopes_;
    const SignalType signal_;
    const StateFolder::TakeRequest& take_;
    pipeline::Batch batch_;
    pipeline::RequestBuilder builder_;
};

template <class Visit>
void for_each_record(const RegionChunk& chunk, Visit&& visit) {
    RecordCursor cursor(chunk);
    std::string_view element;
    for (std::uint32_t index = 0; cursor.next(element); ++index) {
        if (index >= chunk.settled) visit(cursor.scope(), element);
    }
}

std::shared_ptr<const durability::StateDirectory> open_state(const std::string& base, const std::string& service) {
    return std::make_shared<const durability::StateDirectory>(
        durability::StateDirectory::existing(base + "/" + service));
}

KeptProcess summary_of(const ProcessView& view, const std::string& service, const std::string& path) {
    KeptProcess process{.service = service,
                        .name = view.name(),
                        .path = path + "/" + view.name(),
                        .in_use = view.is_owned(),
                        .since = view.since(),
                        .file_bytes = view.file_bytes(),
                        .waiting = {}};
    for (const RegionChunk& chunk : view.chunks()) {
        KeptProcess::Waiting& waiting = process.waiting[static_cast<std::size_t>(chunk.signal)];
        for_each_record(chunk, [&](std::uint16_t /*scope*/, std::string_view element) {
            ++waiting.items;
            waiting.bytes += element.size();
        });
    }
    for (const durability::MetricSnapshot::Request& request : view.metrics().requests) {
        KeptProcess::Waiting& waiting = process.waiting[static_cast<std::size_t>(SignalType::Metrics)];
        waiting.items += request.points;
        waiting.bytes += request.contents.size();
    }
    view.for_each_frame([&](durability::SegmentReader&, const durability::SegmentReader::Frame& frame,
                            const durability::SegmentName& segment) {
        KeptProcess::Waiting& waiting = process.waiting[static_cast<std::size_t>(segment.signal)];
        waiting.items += frame.header.items;
        waiting.bytes += frame.header.element_bytes;
    });
    return process;
}

}  // namespace

std::string StateFolder::default_path() {
    const auto environment = config::process_environment();
    if (const auto given = environment("TELEMETRYFLOW_STATE_DIRECTORY"); given && !given->empty()) return *given;
    const auto home = environment("XDG_STATE_HOME");
    return home && home->starts_with('/') ? *home + "/telemetryflow" : std::string();
}

StateFolder::StateFolder(std::string path) : path_(std::move(path)) {
    std::error_code error;
    const fs::file_status status = fs::status(path_, error);
    if (status.type() == fs::file_type::none) throw std::runtime_error(path_ + ": " + error.message());
    if (!fs::exists(status)) throw std::runtime_error(path_ + ": there is no such folder");
    if (!fs::is_directory(status)) throw std::runtime_error(path_ + " is no folder");
}

std::vector<std::string> StateFolder::services() const {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(path_, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        if (entry->is_directory(error) && !entry->is_symlink(error)) names.push_back(entry->path().filename().string());
    }
    if (error) throw std::runtime_error(path_ + " cannot be listed: " + error.message());
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<KeptProcess> StateFolder::processes(const std::string& service) const {
    const auto state = open_state(path_, service);
    std::vector<KeptProcess> processes;
    for (const std::string& name : state->folders()) {
        if (const auto view = ProcessView::open(state, name)) {
            processes.push_back(summary_of(*view, service, state->path()));
        }
    }
    std::sort(processes.begin(), processes.end(), [](const KeptProcess& a, const KeptProcess& b) {
        return std::pair(a.since, a.name) < std::pair(b.since, b.name);
    });
    return processes;
}

std::vector<std::string> StateFolder::damage(const KeptProcess& process) const {
    const auto view = ProcessView::open(open_state(path_, process.service), process.name);
    return view ? view->damage() : std::vector<std::string>();
}

std::vector<std::string> StateFolder::quarantined(const std::string& service) const {
    std::vector<std::string> paths;
    const auto state = open_state(path_, service);
    for (const std::string& name : state->folders()) {
        if (name.starts_with(durability::SegmentFolder::kQuarantine)) paths.push_back(state->path() + "/" + name);
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

void StateFolder::read(const KeptProcess& process, const TakeRequest& take) const {
    const auto view = ProcessView::open(open_state(path_, process.service), process.name);
    if (!view || !view->about()) return;
    std::string id;
    std::string elements;
    view->for_each_frame([&](durability::SegmentReader& reader, const durability::SegmentReader::Frame& frame,
                             const durability::SegmentName& segment) {
        elements.resize(frame.header.element_bytes);
        if (!reader.read(frame, id, elements.data())) return;
        RequestWriter(*view->about(), segment.signal, take).hand_over(elements, frame.header.items);
    });
    for (const SignalType signal : {SignalType::Logs, SignalType::Traces}) {
        RequestWriter writer(*view->about(), signal, take);
        for (const RegionChunk& chunk : view->chunks()) {
            if (chunk.signal != signal) continue;
            for_each_record(chunk, [&](std::uint16_t scope, std::string_view record) { writer.add(scope, record); });
        }
        writer.finish();
    }
    const RequestWriter metrics(*view->about(), SignalType::Metrics, take);
    for (const durability::MetricSnapshot::Request& request : view->metrics().requests)
        metrics.hand_over(request.contents, request.points);
}

bool StateFolder::remove(const KeptProcess& process) const {
    auto directory = durability::ProcessDirectory::adopt(open_state(path_, process.service), process.name);
    if (!directory) return false;
    const durability::SegmentFolder folder = directory->segments();
    for (const durability::SegmentFolder::Entry& segment : folder.segments())
        folder.remove(segment.name);
    directory->remove();
    return true;
}

}  // namespace telemetryflow
