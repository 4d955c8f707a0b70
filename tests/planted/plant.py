"""Writes a source of the SDK with a bug in it, for a test that has to find it.

usage: plant.py NAME SRC OUT: reads the file that the bug NAME is about from the folder SRC, writes it to OUT.
Fails when the place is not there any more, so that a bug is planted anew or given up, and never forgotten.
"""

import sys
from pathlib import Path

# By name: the file, and what is replaced by what. Each text is there once.
BARRIER = 'asm volatile("" ::: "memory");'
BUGS = {
    "commit_before_bytes": (
        "hot/staging_writer.hpp",
        [
            ("*reinterpret_cast<RecordHeader*>(at_) = {", "char* const header_at = at_;\n        const RecordHeader late{"),
            (
                "chunk_->committed.store(committed_.to_word(), std::memory_order_release);",
                "chunk_->committed.store(committed_.to_word(), std::memory_order_release);\n        "
                + BARRIER
                + "\n        *reinterpret_cast<RecordHeader*>(header_at) = late;",
            ),
        ],
    ),
    "magic_before_header": (
        "hot/chunk_pool.cpp",
        [
            (
                "    ChunkHeader& chunk = header(index);\n",
                "    ChunkHeader& chunk = header(index);\n    chunk.magic.store(ChunkHeader::kMagic);\n    " + BARRIER + "\n",
            )
        ],
    ),
    "settled_before_delivered": (
        "pipeline/staged_source.cpp",
        [
            (
                "    if (share != 0) batch.shares.push_back({index, share});\n",
                "    if (share != 0) batch.shares.push_back({index, share});\n"
                "    engine_.pool.header(index).settled.store(use.taken.records);\n",
            )
        ],
    ),
    "deleted_before_delivered": (
        "durability/dead_process.cpp",
        [
            ("    return process;\n", "    process->remove();\n    return process;\n"),
        ],
    ),
    "records_unchecked": (
        "durability/record_cursor.cpp",
        [
            (
                "header.mark == hot::kRecordMark && header.sequence == hot::record_sequence(chunk_->sequence, index) &&",
                "index <= chunk_->committed.records &&",
            )
        ],
    ),
    "unreadable_is_empty": (
        "durability/process_directory.cpp",
        [("    if (!directory.region_.is_open() && errno != ENOENT) fail(", "    if (false) fail(")],
    ),
    "segment_unchecked": (
        "durability/segment_reader.cpp",
        [("           crc32c(elements, frame.header.element_bytes, crc32c(id.data(), id.size())) == frame.header.body_crc;", "           true;")],
    ),
    "frame_header_unchecked": (
        "durability/frame_header.cpp",
        [("header_crc == computed_crc() && ", "")],
    ),
    "segment_not_synced": (
        "durability/segment_writer.cpp",
        [(" && ::fdatasync(file_.get()) == 0) {", ") {")],
    ),
    "segment_name_not_synced": (
        "durability/spool.cpp",
        [("        folder_.make_durable();\n", "")],
    ),
    "segment_deleted_before_settled": (
        "durability/spool.cpp",
        [
            (
                "        own.last_taken = frame->header.sequence;\n",
                "        own.last_taken = frame->header.sequence;\n"
                "        if (frame->end() == segment.bytes) folder_.remove(segment.name);\n",
            )
        ],
    ),
    "about_replaced_unsynced": (
        "durability/process_directory.cpp",
        [("kAbout, F_OK, AT_SYMLINK_NOFOLLOW) == 0;", "kAbout, F_OK, AT_SYMLINK_NOFOLLOW) > 0;")],
    ),
    "above_not_synced": (
        "durability/state_directory.cpp",
        [("        if (!folder.is_open() || ::fsync(folder.get()) != 0) return false;\n", "")],
    ),
    "refused_about_believed": (
        "durability/segment_folder.cpp",
        [("if (is_about_refused_ && ", "if (false && ")],
    ),
    "released_before_spooled": (
        "pipeline/worker_spill.cpp",
        [
            (
                "    if (!spool_->add(lane.signal, lane.batch)) return false;\n",
                "    lane.source->settle(lane.batch);\n    if (!spool_->add(lane.signal, lane.batch)) return false;\n",
            ),
            (
                "    lane.source->settle(lane.batch);\n    lane.has_batch = false;\n    lane.counts->change(",
                "    lane.has_batch = false;\n    lane.counts->change(",
            ),
        ],
    ),
    "ended_threads_forgotten": (
        "hot/metric_totals.cpp",
        [("                series->retired_histogram.merge(cell_scratch_);\n", "")],
    ),
    "deltas_lose_doubles": (
        "hot/metric_observations.cpp",
        [("    point.value.has_doubles = point.value.has_doubles || before.has_doubles;\n", "")],
    ),
    "displaced_sets_are_told_twice": (
        "hot/metric_observations.cpp",
        [("    move_displaced(stream, reader);\n", "")],
    ),
    "first_reader_takes_the_extremes": (
        "hot/metric_totals.cpp",
        [("for (ReaderSet rest = delta_readers_; rest != 0; rest &= rest - 1)", "for (ReaderSet rest = delta_readers_; rest != 0; rest = 0)")],
    ),
    "child_keeps_the_lock": (
        "durability/mapped_region.cpp",
        [("    if (directory_) directory_->forget();\n", "")],
    ),
}


def main() -> int:
    name, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    file, edits = BUGS[name]
    text = (source / file).read_text()
    for old, new in edits:
        if text.count(old) != 1:
            print(f"{file}: the bug {name} has no place any more; plant it anew: {old!r}", file=sys.stderr)
            return 1
        text = text.replace(old, new)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
