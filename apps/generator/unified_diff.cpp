#include "generator/unified_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace telemetryflow::generator {

namespace {

constexpr std::size_t kContext = 3;
// Above this many comparisons a change is shown as a whole, which is as right.
constexpr std::size_t kMostCells = 16U << 20U;

using Lines = std::vector<std::string_view>;

struct Edit {
    char sign;  // ' ', '-' or '+'
    std::string_view line;
};

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

// The longest common subsequence of what is left between equal beginnings and ends.
void compare(const Lines& a, const Lines& b, std::vector<Edit>& edits) {
    const std::size_t width = b.size() + 1;
    if ((a.size() + 1) * width > kMostCells) {
        for (const std::string_view line : a)
            edits.push_back({'-', line});
        for (const std::string_view line : b)
            edits.push_back({'+', line});
        return;
    }
    std::vector<std::uint32_t> common((a.size() + 1) * width);
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;) {
            common[i * width + j] = a[i] == b[j] ? common[(i + 1) * width + j + 1] + 1
                                                 : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
        }
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            edits.push_back({' ', a[i++]});
            ++j;
        } else if (i < a.size() && (j == b.size() || common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            edits.push_back({'-', a[i++]});
        } else {
            edits.push_back({'+', b[j++]});
        }
    }
}

std::vector<Edit> edits_between(const Lines& a, const Lines& b) {
    const std::size_t shorter = std::min(a.size(), b.size());
    std::size_t head = 0;
    while (head < shorter && a[head] == b[head])
        ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    std::vector<Edit> edits;
    for (std::size_t i = 0; i < head; ++i)
        edits.push_back({' ', a[i]});
    const auto middle = [head, tail](const Lines& all) {
        return Lines(all.begin() + static_cast<std::ptrdiff_t>(head), all.end() - static_cast<std::ptrdiff_t>(tail));
    };
    compare(middle(a), middle(b), edits);
    for (std::size_t i = a.size() - tail; i < a.size(); ++i)
        edits.push_back({' ', a[i]});
    return edits;
}

// "12,3" as the format wants it: the line before, where there are none.
std::string range(std::size_t first, std::size_t count) {
    return std::to_string(count == 0 ? first : first + 1) + "," + std::to_string(count);
}

class HunkWriter {
public:
    explicit HunkWriter(const std::vector<Edit>& edits) : edits_(edits) {}

    std::string write() {
        for (std::size_t at = next_change(0); at < edits_.size(); at = next_change(at)) {
            const std::size_t begin = std::max(done_, at >= kContext ? at - kContext : 0);
            std::size_t end = at + 1;
            for (std::size_t next = next_change(end); next < edits_.size() && next <= end + 2 * kContext;
                 next = next_change(end))
                end = next + 1;
            hunk(begin, std::min(end + kContext, edits_.size()));
            at = end;
        }
        return result_;
    }

private:
    [[nodiscard]] std::size_t next_change(std::size_t from) const {
        while (from < edits_.size() && edits_[from].sign == ' ')
            ++from;
        return from;
    }

    void hunk(std::size_t begin, std::size_t end) {
        skip_to(begin);
        std::string body;
        std::size_t old_count = 0;
        std::size_t new_count = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const Edit& edit = edits_[i];
            old_count += edit.sign == '+' ? 0U : 1U;
            new_count += edit.sign == '-' ? 0U : 1U;
            body.append(1, edit.sign).append(edit.line);
            if (!edit.line.ends_with('\n')) body += "\n\\ No newline at end of file\n";
        }
        result_ += "@@ -" + range(old_line_, old_count) + " +" + range(new_line_, new_count) + " @@\n" + body;
        skip_to(end);
    }

    void skip_to(std::size_t end) {
        for (; done_ < end; ++done_) {
            old_line_ += edits_[done_].sign == '+' ? 0U : 1U;
            new_line_ += edits_[done_].sign == '-' ? 0U : 1U;
        }
    }

    const std::vector<Edit>& edits_;
    std::size_t done_ = 0;
    std::size_t old_line_ = 0;
    std::size_t new_line_ = 0;
    std::string result_;
};

}  // namespace

std::string unified_diff(std::string_view path, const std::optional<std::string>& before, std::string_view after) {
    if (before && *before == after) return {};
    const std::string_view old = before ? std::string_view(*before) : std::string_view();
    const std::vector<Edit> edits = edits_between(lines_of(old), lines_of(after));
    const std::string name(path);
    return "--- " + (before ? "a/" + name : "/dev/null") + "\n+++ b/" + name + "\n" + HunkWriter(edits).write();
}

}  // namespace telemetryflow::generator
