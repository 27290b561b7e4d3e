"""The shape of what goes over the wire: JSON objects whose insides are checked by tables, not by types."""

from typing import Any

JSON = dict[str, Any]
