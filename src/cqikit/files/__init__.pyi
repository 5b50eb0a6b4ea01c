# Made from the table in __init__.py.

from cqikit.files._bounds import BOUNDS as BOUNDS
from cqikit.files._bounds import Bounds as Bounds
from cqikit.files._marks import Mark as Mark
from cqikit.files._marks import mark_of as mark_of
from cqikit.files._marks import marked as marked
from cqikit.files._output import check_output as check_output
from cqikit.files._output import write_output as write_output
from cqikit.files._read import named_as_texts as named_as_texts
from cqikit.files._read import path_inside as path_inside
from cqikit.files._read import paths_in as paths_in
from cqikit.files._read import read_bytes as read_bytes
from cqikit.files._read import text_of as text_of
from cqikit.files._store import TextStore as TextStore
from cqikit.files._write import is_stdout as is_stdout
from cqikit.files._write import is_stream as is_stream
from cqikit.files._write import write_bytes as write_bytes
from cqikit.files._write import write_text as write_text
