# Made from the table in __init__.py.

from cqikit.testing._chart_kinds import check_chart_kind as check_chart_kind
from cqikit.testing._checks import check_check as check_check
from cqikit.testing._documents import check_document as check_document
from cqikit.testing._layouts import check_layout as check_layout
from cqikit.testing._rules import RULE_LAWS as RULE_LAWS
from cqikit.testing._rules import check_rule as check_rule
from cqikit.testing._rules import views as views
from cqikit.testing._scorers import SCORER_LAWS as SCORER_LAWS
from cqikit.testing._scorers import answers_to as answers_to
from cqikit.testing._scorers import check_scorer as check_scorer
from cqikit.testing._scorers import frameworks as frameworks
from cqikit.testing._states import check_table as check_table
from cqikit.testing._values import documents_of as documents_of
from cqikit.testing._values import values_of as values_of
