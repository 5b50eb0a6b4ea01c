"""Every fault that is raised here has a code and parts."""

from tests.told import every_fault_is_data

__all__ = ["every_fault_is_data"]
