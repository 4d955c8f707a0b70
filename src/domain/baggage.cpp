#include "telemetryflow/domain/baggage.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <utility>
#include <vector>

#include "domain/baggage_text.hpp"
#include "domain/member_list.hpp"
#include "domain/text.hpp"

namespace telemetryflow {

struct Baggage::Content {
    std::vector<BaggageEntry> entries;
    std::string header;
    std::atomic<std::uint32_t> users{0};

    Content() = default;
    Content(const Content& other) : entries(other.entries) {}
    Content& operator=(const Content&) = delete;

    [[nodiscard]] auto find(std::string_view name) {
        return std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == name; });
    }
    void erase(std::string_view name) {
        const auto known = find(name);
        if (known != entries.end()) entries.erase(known);
    }
    /// False when there are too many.
    bool put(BaggageEntry entry) {
        const auto known = find(entry.name);
        if (known == entries.end() && entries.size() == kMaxEntries) return false;
        if (known != entries.end()) {
            *known = std::move(entry);
        } else {
            entries.push_back(std::move(entry));
        }
        return true;
    }
    /// Writes the header of as many entries as it has room for, and drops the others.
    void write_header() {
        header.clear();
        const auto has_no_room = [&](const BaggageEntry& entry) {
            const std::size_t before = header.size();
            baggage_text::append_member(header, entry);
            const bool over = header.size() > kMaxLength;
            if (over) header.resize(before);
            return over;
        };
        entries.erase(std::remove_if(entries.begin(), entries.end(), has_no_room), entries.end());
    }
};

void Baggage::share(Content& content) noexcept {
    content.users.fetch_add(1, std::memory_order_relaxed);
}

void Baggage::let_go(Content& content) noexcept {
    if (content.users.fetch_sub(1, std::memory_order_acq_rel) == 1) delete &content;
}

Baggage::Shared Baggage::finish(const Shared& content) {
    content->write_header();
    return content->entries.empty() ? Shared() : content;
}

Baggage Baggage::from_header(std::string_view header) {
    Shared content(*new Content);
    text::for_each_member(header, [&](std::string_view member) {
        if (auto entry = baggage_text::read_member(member)) content->put(std::move(*entry));
        return true;
    });
    return Baggage(finish(content));
}

std::string_view Baggage::to_header() const noexcept {
    return !content_ ? std::string_view() : content_->header;
}

std::span<const BaggageEntry> Baggage::entries() const noexcept {
    if (!content_) return {};
    return content_->entries;
}

std::optional<std::string_view> Baggage::get(std::string_view name) const noexcept {
    for (const BaggageEntry& entry : entries()) {
        if (entry.name == name) return entry.value;
    }
    return std::nullopt;
}

Baggage Baggage::with(std::string_view name, std::string_view value, std::string_view metadata) const {
    auto properties = baggage_text::normal_metadata(metadata);
    if (!text::is_token(name) || !properties) return *this;
    Shared content(content_ ? *new Content(*content_) : *new Content);
    if (!content->put({std::string(name), baggage_text::valid_utf8(value), std::move(*properties)})) return *this;
    const std::size_t wanted = content->entries.size();
    auto finished = finish(content);
    return finished && finished->entries.size() == wanted ? Baggage(std::move(finished)) : *this;
}

Baggage Baggage::without(std::string_view name) const {
    if (!get(name)) return *this;
    Shared content(*new Content(*content_));
    content->erase(name);
    return Baggage(finish(content));
}

}  // namespace telemetryflow
