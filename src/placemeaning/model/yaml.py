"""YAML read as text with line numbers: `no` stays "no", 012 stays "012", a doubled key is an error.

Only the nodes are read (through PyYAML's composer); what a scalar means is decided by whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import yaml as pyyaml

from placemeaning.errors import did_you_mean

_Loader: Any = getattr(pyyaml, "CBaseLoader", pyyaml.BaseLoader)
_Dumper: Any = getattr(pyyaml, "CSafeDumper", pyyaml.SafeDumper)


def dump(fields: dict[str, Any]) -> str:
    """Return `fields` as block YAML in their own order; None is written as an empty value."""

    class Dumper(_Dumper):  # type: ignore[misc]
        pass

    Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))
    text: str = pyyaml.dump(fields, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None)
    return text


def load_mapping(text: str, where: str, error: type[Exception], first_line: int = 1) -> Mapping:
    """Return the mapping that `text` holds.

    Parameters
    ----------
    where
        The file's name, for messages.
    error
        The error to raise, with file and line.
    first_line
        The line of the file on which `text` begins.
    """
    try:
        node = pyyaml.compose(text, Loader=_Loader)
    except pyyaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = first_line + (mark.line if mark else 0)
        raise error(
            f"{where}:{line}: this is not YAML: {problem.problem or problem.context}. Check indents, quotes and colons there."
        ) from None
    except pyyaml.YAMLError as problem:
        raise error(f"{where}:{first_line}: this is not YAML: {' '.join(str(problem).split())}") from None
    except RecursionError:
        raise error(f"{where}:{first_line}: the YAML is nested too deeply") from None
    if node is None:
        node = pyyaml.MappingNode("tag:yaml.org,2002:map", [], pyyaml.Mark(where, 0, 0, 0, "", 0), None)
    if not isinstance(node, pyyaml.MappingNode):
        raise error(f"{where}:{first_line}: names with values ('id: …') are expected here")
    return Mapping(node, where, error, first_line)


class Mapping:
    """A YAML mapping that knows its file and lines."""

    def __init__(self, node: pyyaml.MappingNode, where: str, error: type[Exception], first_line: int) -> None:
        self._node, self._where, self._error, self._first = node, where, error, first_line
        self._entries: dict[str, tuple[pyyaml.Node, pyyaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, pyyaml.ScalarNode):
                raise self._at(key, "a name is expected here, not a list or mapping")
            if key.value in self._entries:
                first = self.line(key.value)
                raise self._at(key, f"{key.value!r} stands here a second time (first in line {first}). Remove one of the two.")
            self._entries[key.value] = (key, value)

    def _at(self, node: pyyaml.Node, message: str) -> Exception:
        return self._error(f"{self._where}:{self._first + node.start_mark.line}: {message}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def line(self, name: str | None = None) -> int:
        """Return the line of the file on which `name` (or the mapping) stands."""
        node = self._entries[name][0] if name in self._entries else self._node
        return int(self._first + node.start_mark.line)

    def error(self, name: str | None, message: str) -> Exception:
        """Return (not raise) an error at the line of `name`, or of the mapping where it has none."""
        return self._error(f"{self._where}:{self.line(name)}: {message}")

    def error_at(self, line: int, message: str) -> Exception:
        """Return (not raise) an error at a line of the file."""
        return self._error(f"{self._where}:{line}: {message}")

    def text(self, name: str) -> str | None:
        """Return the scalar `name` as text; None where it is absent or empty."""
        if name not in self._entries:
            return None
        node = self._entries[name][1]
        if not isinstance(node, pyyaml.ScalarNode):
            raise self._at(node, f"{name!r} is one text, not a list or mapping")
        return None if _is_empty(node) else str(node.value)

    def texts(self, name: str) -> list[str]:
        """Return the list of texts `name`; a single text counts as a list of one."""
        if name not in self._entries:
            return []
        node = self._entries[name][1]
        if isinstance(node, pyyaml.ScalarNode):
            one = self.text(name)
            return [] if one is None else [one]
        return [self._scalar(item, name) for item in self._items(name)]

    def _items(self, name: str) -> list[pyyaml.Node]:
        node = self._entries[name][1]
        if not isinstance(node, pyyaml.SequenceNode):
            raise self._at(node, f"{name!r} is a list, not a mapping")
        return list(node.value)

    def _scalar(self, node: pyyaml.Node, name: str) -> str:
        if not isinstance(node, pyyaml.ScalarNode):
            raise self._at(node, f"{name!r} is a list of texts, without lists or mappings inside")
        return str(node.value)

    def items(self, name: str, scalar: Callable[[str, int], Any], mapping: Callable[[Mapping], Any]) -> list[Any]:
        """Return the list `name`, each text through `scalar(text, line)` and each mapping through `mapping`.

        A text in double quotes keeps them, since a keyword says by them that it is exact.
        """
        found = []
        for node in self._items(name) if name in self._entries else []:
            if isinstance(node, pyyaml.MappingNode):
                found.append(mapping(Mapping(node, self._where, self._error, self._first)))
            else:
                text = self._scalar(node, name)
                found.append(scalar(f'"{text}"' if getattr(node, "style", None) == '"' else text, int(self._first + node.start_mark.line)))
        return found

    def mapping(self, name: str) -> Mapping | None:
        """Return the mapping `name`; None where it is absent or empty."""
        if self._empty(name):
            return None
        node = self._entries[name][1]
        if not isinstance(node, pyyaml.MappingNode):
            raise self._at(node, f"{name!r} is a mapping of names to values ('nl: …')")
        return Mapping(node, self._where, self._error, self._first)

    def _empty(self, name: str) -> bool:
        if name not in self._entries:
            return True
        node = self._entries[name][1]
        return _is_empty(node)

    def mappings(self, name: str) -> Iterator[tuple[str, Mapping]]:
        """Yield the entries of the mapping `name`, each itself a mapping."""
        outer = self.mapping(name)
        for key in outer or ():
            inner = outer.mapping(key) if outer else None
            yield key, inner or Mapping(pyyaml.MappingNode("", [], self._node.start_mark, None), self._where, self._error, self._first)

    def choice(self, name: str, choices: Sequence[str], default: str | None) -> str | None:
        """Return the text `name`, which must be one of `choices`; `default` where it is absent."""
        value = self.text(name)
        if value is None:
            return default
        if value not in choices:
            raise self.error(name, f"{name}: {value!r} is not one of {', '.join(choices)}.{did_you_mean(value, choices)}")
        return value

    def plain(self) -> dict[str, Any]:
        """Return all of it as plain dicts, lists and texts (absent values as None)."""
        return {name: _plain(value) for name, (_, value) in self._entries.items()}


def _plain(node: pyyaml.Node) -> Any:
    if isinstance(node, pyyaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, pyyaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return None if _is_empty(node) else node.value


def _is_empty(node: pyyaml.Node) -> bool:
    return isinstance(node, pyyaml.ScalarNode) and not node.style and node.value in ("", "~", "null")
