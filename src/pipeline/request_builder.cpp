#include "pipeline/request_builder.hpp"

#include <new>

#include "hot/wire.hpp"
#include "pipeline/scope_entry.hpp"

namespace telemetryflow::pipeline {

void RequestBuilder::begin(const Envelope& envelope, std::size_t max_bytes, Batch& batch) noexcept {
    envelope_ = &envelope;
    batch_ = &batch;
    room_ = envelope.room_in(max_bytes);
    count_ = 0;
    part_ = nullptr;
}

void RequestBuilder::go_to(std::uint16_t id, const hot::ScopeFields& fields) {
    for (std::size_t i = 0; i < count_; ++i) {
        if (parts_[i].id == id) {
            part_ = &parts_[i];
            return;
        }
    }
    if (count_ == 0) {
        before_ = envelope_->largest_overhead() + scope_entry::largest_head(fields);
        if (!batch_->bytes.ensure(before_ + fields.schema_url.size())) throw std::bad_alloc();
        batch_->bytes.set_end(batch_->bytes.end() + before_);
        alone_ = scope_entry::room_in(fields, room_);
        behind_ = fields.schema_url.size();
    }
    if (count_ == parts_.size()) parts_.emplace_back();
    Part& part = parts_[count_++];
    part.id = id;
    part.fields = &fields;
    part.bytes = 0;
    part.elements.clear();
    part_ = &part;
}

bool RequestBuilder::has_room_among_others(std::size_t size) const noexcept {
    std::size_t contents = 0;
    for (std::size_t i = 0; i < count_; ++i) {
        const std::size_t elements = parts_[i].bytes + (&parts_[i] == part_ ? size : 0);
        if (elements != 0) contents += scope_entry::size(*parts_[i].fields, elements);
    }
    return contents <= room_;
}

bool RequestBuilder::add_among_others(std::string_view record) noexcept {
    const bool is_first = part_ == &parts_.front();
    hot::ByteBuffer& elements = is_first ? batch_->bytes : part_->elements;
    std::size_t behind = behind_;
    if (!is_first) {
        behind += record.size();
        if (part_->bytes == 0) behind += scope_entry::largest_head(*part_->fields) + part_->fields->schema_url.size();
    }
    // What finish() needs is had before there is anything that it could lose.
    if (!batch_->bytes.ensure(behind + (is_first ? record.size() : 0))) return false;
    if (!is_first && !elements.ensure(record.size())) return false;
    elements.set_end(hot::wire::put_raw(elements.end(), record.data(), record.size()));
    part_->bytes += record.size();
    behind_ = behind;
    return true;
}

void RequestBuilder::finish() noexcept {
    const Part& first = parts_.front();
    hot::ByteBuffer& bytes = batch_->bytes;
    char* const head = bytes.data() + before_ - scope_entry::head_size(*first.fields, first.bytes);
    scope_entry::put_head(head, *first.fields, first.bytes);
    char* end = scope_entry::put_tail(bytes.end(), *first.fields);
    for (std::size_t i = 1; i < count_; ++i) {
        const Part& part = parts_[i];
        if (part.bytes == 0) continue;
        end = scope_entry::put_head(end, *part.fields, part.bytes);
        const std::string_view elements = part.elements.view();
        end = hot::wire::put_raw(end, elements.data(), elements.size());
        end = scope_entry::put_tail(end, *part.fields);
    }
    bytes.set_end(end);
    const auto contents = static_cast<std::size_t>(end - head);
    batch_->begin = static_cast<std::size_t>(head - bytes.data()) - envelope_->overhead(contents);
    envelope_->write(bytes.data() + batch_->begin, contents);
}

}  // namespace telemetryflow::pipeline
