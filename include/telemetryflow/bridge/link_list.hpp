#pragma once

// Links of the OpenTelemetry API as the SDK takes them. Few take no memory of the heap once their thread has started
// spans with links before. Lives on a caller's stack; the links are good as long as it and what it was made from.

#include <array>
#include <forward_list>
#include <span>
#include <vector>

#include <opentelemetry/trace/span_context_kv_iterable.h>

#include "telemetryflow/bridge/attribute_list.hpp"
#include "telemetryflow/bridge/convert.hpp"
#include "telemetryflow/bridge/pool_allocator.hpp"
#include "telemetryflow/domain/span_link.hpp"

namespace telemetryflow::bridge {

class LinkList {
public:
    explicit LinkList(const opentelemetry::trace::SpanContextKeyValueIterable& source) {
        source.ForEachKeyValue([this](const opentelemetry::trace::SpanContext& target,
                                      const opentelemetry::common::KeyValueIterable& attributes) {
            add({to_span_context(target), attributes_.emplace_front(attributes).attributes()});
            return true;
        });
    }
    LinkList(const LinkList&) = delete;
    LinkList& operator=(const LinkList&) = delete;

    [[nodiscard]] std::span<const SpanLink> links() const noexcept {
        if (!many_.empty()) return many_;
        return {few_.data(), count_};
    }

private:
    void add(const SpanLink& link) {
        if (count_ < few_.size()) {
            few_[count_++] = link;
            return;
        }
        if (many_.empty()) many_.assign(few_.begin(), few_.end());
        many_.push_back(link);
    }

    std::array<SpanLink, 4> few_{};
    std::size_t count_ = 0;
    std::vector<SpanLink> many_;
    std::forward_list<AttributeList, PoolAllocator<AttributeList>> attributes_;
};

}  // namespace telemetryflow::bridge
