#include "telemetryflow/domain/trace_state.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <new>

#include "domain/member_list.hpp"
#include "domain/text.hpp"

namespace telemetryflow {
namespace {

struct Member {
    std::string_view text;  // key=value
    std::string_view key;
    std::string_view value;
};

constexpr std::size_t kMaxKey = 256;
constexpr std::size_t kMaxValue = 256;

constexpr bool begins_key(char c) noexcept {
    return (c >= 'a' && c <= 'z') || text::is_digit(c);
}

constexpr bool is_key(std::string_view key) noexcept {
    if (key.empty() || key.size() > kMaxKey || !begins_key(key.front())) return false;
    return std::all_of(key.begin(), key.end(), [](char c) {
        return begins_key(c) || c == '_' || c == '-' || c == '*' || c == '/' || c == '@';
    });
}

constexpr bool is_value(std::string_view value) noexcept {
    if (value.empty() || value.size() > kMaxValue || value.back() == ' ') return false;
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~' && c != ',' && c != '='; });
}

Member split(std::string_view text) noexcept {
    const std::size_t equals = std::min(text.find('='), text.size());
    return {text, text.substr(0, equals), text.substr(std::min(equals + 1, text.size()))};
}

// The members of a list in order, as views.
class Members {
public:
    /// False when there is no more place.
    bool add(const Member& member) noexcept {
        if (count_ == members_.size()) return false;
        members_[count_++] = member;
        length_ += member.text.size() + 1;
        return true;
    }
    [[nodiscard]] bool has(std::string_view key) const noexcept {
        return std::any_of(begin(), end(), [&](const Member& member) { return member.key == key; });
    }
    void cut(std::size_t limit) noexcept {
        constexpr std::size_t kLong = 128;
        for (std::size_t i = count_; i-- > 0 && header_size() > limit;) {
            if (members_[i].text.size() > kLong) remove(i);
        }
        while (header_size() > limit)
            remove(count_ - 1);
    }
    [[nodiscard]] const Member* begin() const noexcept { return members_.data(); }
    [[nodiscard]] const Member* end() const noexcept { return members_.data() + count_; }
    [[nodiscard]] std::size_t header_size() const noexcept { return count_ == 0 ? 0 : length_ - 1; }

private:
    void remove(std::size_t index) noexcept {
        length_ -= members_[index].text.size() + 1;
        std::move(members_.begin() + index + 1, members_.begin() + count_, members_.begin() + index);
        --count_;
    }

    std::array<Member, TraceState::kMaxMembers> members_;
    std::size_t count_ = 0;
    std::size_t length_ = 0;  // with a comma after each
};

}  // namespace

// The header's bytes follow it.
struct TraceState::Text {
    std::atomic<std::uint32_t> users{0};
    std::uint32_t size = 0;

    [[nodiscard]] char* bytes() noexcept { return reinterpret_cast<char*>(this + 1); }

    static Shared make(Members& members) noexcept {
        members.cut(kMaxLength);
        const std::size_t size = members.header_size();
        if (size == 0) return {};
        void* memory = ::operator new(sizeof(Text) + size, std::nothrow);
        if (memory == nullptr) return {};
        Text* text = new (memory) Text;
        text->size = static_cast<std::uint32_t>(size);
        char* at = text->bytes();
        for (const Member& member : members) {
            if (at != text->bytes()) *at++ = ',';
            at = std::copy(member.text.begin(), member.text.end(), at);
        }
        return Shared(*text);
    }
};

TraceState TraceState::from_header(std::string_view header) noexcept {
    Members members;
    const bool good = text::for_each_member(header, [&](std::string_view text) {
        const Member member = split(text);
        if (!is_key(member.key) || !is_value(member.value)) return false;
        return members.has(member.key) || members.add(member);
    });
    return good ? TraceState(Text::make(members)) : TraceState();
}

std::string_view TraceState::to_header() const noexcept {
    return !text_ ? std::string_view() : std::string_view(text_->bytes(), text_->size);
}

template <class Visit>
void TraceState::for_each(Visit&& visit) const noexcept {
    text::for_each_member(to_header(), [&](std::string_view text) {
        visit(split(text));
        return true;
    });
}

std::string_view TraceState::get(std::string_view key) const noexcept {
    std::string_view value;
    for_each([&](const Member& member) {
        if (member.key == key) value = member.value;
    });
    return value;
}

TraceState TraceState::with(std::string_view key, std::string_view value) const noexcept {
    if (!is_key(key) || !is_value(value)) return *this;
    std::array<char, kMaxKey + 1 + kMaxValue> first;
    char* at = std::copy(key.begin(), key.end(), first.data());
    *at++ = '=';
    at = std::copy(value.begin(), value.end(), at);
    Members members;
    members.add(split({first.data(), static_cast<std::size_t>(at - first.data())}));
    for_each([&](const Member& member) {
        if (member.key != key) members.add(member);
    });
    return TraceState(Text::make(members));
}

TraceState TraceState::without(std::string_view key) const noexcept {
    Members members;
    for_each([&](const Member& member) {
        if (member.key != key) members.add(member);
    });
    return TraceState(Text::make(members));
}

void TraceState::share(Text& text) noexcept {
    text.users.fetch_add(1, std::memory_order_relaxed);
}

void TraceState::let_go(Text& text) noexcept {
    if (text.users.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    text.~Text();
    ::operator delete(&text);
}

}  // namespace telemetryflow
