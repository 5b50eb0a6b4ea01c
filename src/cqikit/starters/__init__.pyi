# Made from the table in __init__.py.

from cqikit.starters._examples import EXAMPLES as EXAMPLES
from cqikit.starters._examples import example as example
from cqikit.starters._outline import Outline as Outline
from cqikit.starters._workbook import workbook as workbook
from cqikit.starters._write import answers as answers
from cqikit.starters._write import cycles as cycles
from cqikit.starters._write import framework as framework
from cqikit.starters._write import guide as guide
from cqikit.starters._write import plan as plan
from cqikit.starters._write import project as project
