"""Files: written in one step, changed together, published whole, read in one state; nothing foreign is touched."""

from generator.files.changing import Change, changing, finish
from generator.files.locking import locked
from generator.files.private import private_folder, work_folder
from generator.files.publishing import intact, move_output, new_folder, note_written, refuse_foreign, write_output
from generator.files.reading import (
    LARGEST_DOCUMENT,
    LARGEST_RECORD,
    EncodingError,
    decoded,
    json_of,
    read_file,
    reading,
)
from generator.files.reasons import (
    BusyError,
    ChangedMeanwhileError,
    ForeignFilesError,
    NotFlushedError,
    RefusedError,
    SourceError,
    UnfinishedError,
    explained,
    listed,
    reason,
    shown_name,
    shown_path,
    shown_text,
)
from generator.files.settling import settled, snapshot, stamp, stamps, visible_files
from generator.files.system import flush, flush_tree, is_owned
from generator.files.writing import copy_tree, mirror, move_tree, remove_unfinished, write_file, write_files, writing

__all__ = [
    "LARGEST_DOCUMENT",
    "LARGEST_RECORD",
    "BusyError",
    "Change",
    "ChangedMeanwhileError",
    "EncodingError",
    "ForeignFilesError",
    "NotFlushedError",
    "RefusedError",
    "SourceError",
    "UnfinishedError",
    "changing",
    "copy_tree",
    "decoded",
    "explained",
    "finish",
    "flush",
    "flush_tree",
    "intact",
    "is_owned",
    "json_of",
    "listed",
    "locked",
    "mirror",
    "move_output",
    "move_tree",
    "new_folder",
    "note_written",
    "private_folder",
    "read_file",
    "reading",
    "reason",
    "refuse_foreign",
    "remove_unfinished",
    "settled",
    "shown_name",
    "shown_path",
    "shown_text",
    "snapshot",
    "stamp",
    "stamps",
    "visible_files",
    "work_folder",
    "write_file",
    "write_files",
    "write_output",
    "writing",
]
