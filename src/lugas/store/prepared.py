"""Statements that are run for every page: put together once, and from then on given to the driver as they are.

Around a small statement SQLAlchemy takes five to ten times as long as the driver does to run it: a key is made of it,
what was made before is looked up by that, a context and a result are made. It still says what each statement is in each
database's words, and what the columns' types do with values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import repeat
from typing import Any

from msgspec import Struct
from sqlalchemy import Column, Connection, Dialect, Float, Numeric, Select, bindparam
from sqlalchemy.exc import DBAPIError

__all__ = ["Prepared", "PreparedList"]

Values = Mapping[str, Any]
Row = tuple[Any, ...]
Process = Callable[[Any], Any]


class _Made(Struct, frozen=True):
    """A statement in one database's words, for parameters of certain names.

    `fixed` are all its parameters, and those that are `given` are put among them: where each of these stands, its name,
    and what is done with its value. `columns` tell what is done with what comes back.
    """

    text: str
    fixed: dict[Any, Any]
    by_name: bool
    given: tuple[tuple[Any, str, Process | None], ...]
    columns: tuple[Process | None, ...]

    def bound(self, values: Values) -> Any:
        """Give the parameters as the driver takes them."""
        found = self.fixed.copy()
        for place, name, process in self.given:
            found[place] = values[name] if process is None else process(values[name])
        return found if self.by_name else tuple(found.values())

    def row(self, row: Row) -> Row:
        """Give a row's values as the columns' types give them, where it is known what these are."""
        if not self.columns:
            return tuple(row)
        told = zip(row, self.columns, strict=True)
        return tuple(value if process is None else process(value) for value, process in told)


class Prepared:
    """A statement, run as its connection's `execute` would run it, but quicker; its rows are plain tuples.

    One whose text is not the same each time (`in_`) is left to `execute`. Raises what that raises where the database
    refuses something; what a column's type says of a value comes as it is.
    """

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._made: dict[tuple[str, ...], _Made | None] = {}

    def run(self, connection: Connection, values: Values) -> None:
        """Run it for its effect."""
        made = self._of(connection.dialect, values)
        if made is None:
            connection.execute(self._statement, values)
        else:
            _call(connection, made, made.bound(values)).close()

    def run_each(self, connection: Connection, every: Sequence[Values]) -> None:
        """Run it for its effect with each of some values, of which there is one at least and all have one's names."""
        made = self._of(connection.dialect, every[0])
        if made is None or len(every) == 1:
            for values in every:
                self.run(connection, values)
        else:
            _call(connection, made, [made.bound(values) for values in every], many=True).close()

    def all(self, connection: Connection, values: Values) -> list[Row]:
        """Give every row."""
        made = self._of(connection.dialect, values)
        if made is None:
            return [tuple(row) for row in connection.execute(self._statement, values)]
        cursor = _call(connection, made, made.bound(values))
        return [made.row(row) for row in cursor.fetchall()]

    def first(self, connection: Connection, values: Values) -> Row | None:
        """Give the first row, `None` if there is none."""
        made = self._of(connection.dialect, values)
        if made is None:
            row = connection.execute(self._statement, values).first()
            return None if row is None else tuple(row)
        cursor = _call(connection, made, made.bound(values))
        rows = cursor.fetchmany(1)
        cursor.close()
        return made.row(rows[0]) if rows else None

    def scalar(self, connection: Connection, values: Values) -> Any:
        """Give the first value of the first row, `None` if there is none."""
        row = self.first(connection, values)
        return None if row is None else row[0]

    def named(self, row: Row) -> dict[str, Any]:
        """Give a row's values by the names of their columns."""
        return dict(zip(self._names, row, strict=True))

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self._statement.exported_columns.keys())

    def _of(self, dialect: Dialect, values: Values) -> _Made | None:
        key = (dialect.name, *values)
        try:
            return self._made[key]
        except KeyError:
            made = self._made[key] = _made(self._statement, dialect, values)
            return made


class PreparedList:
    """A question for what has one of some values in a column: prepared for 1, 2, 4, 8, ... of them.

    Where there are fewer, the last one is repeated.
    """

    def __init__(self, asked: Select[Any], column: Column[Any]) -> None:
        self._asked, self._column = asked, column
        self._prepared: dict[int, Prepared] = {}

    def all(self, connection: Connection, items: Sequence[Any]) -> list[Row]:
        """Give every row for some values, none where there is no value."""
        if not items:
            return []
        count = 1 << (len(items) - 1).bit_length()
        prepared = self._prepared.get(count)
        if prepared is None:
            given = [bindparam(f"item{at}", type_=self._column.type) for at in range(count)]
            prepared = self._prepared[count] = Prepared(self._asked.where(self._column.in_(given)))
        padded = (*items, *repeat(items[-1], count - len(items)))
        return prepared.all(connection, {f"item{at}": item for at, item in enumerate(padded)})


def _call(connection: Connection, made: _Made, bound: Any, *, many: bool = False) -> Any:
    # The driver does not know of a transaction that would begin with SQLAlchemy's first statement.
    if not connection.in_transaction() and not connection.get_execution_options().get("asks"):
        connection.begin()
    driver, dialect = connection.connection, connection.dialect
    known: Any = dialect.loaded_dbapi.Error
    cursor: Any = driver.cursor()
    try:
        (cursor.executemany if many else cursor.execute)(made.text, bound)
    except known as error:
        lost = dialect.is_disconnect(error, driver, cursor)
        with suppress(known):
            cursor.close()
        if lost:  # else it would be used again
            connection.invalidate(error)
        # without the values, which may be the words of a page
        raise DBAPIError.instance(
            made.text, None, error, known, connection_invalidated=lost, dialect=dialect
        ) from error
    return cursor


def _made(statement: Any, dialect: Dialect, values: Values) -> _Made | None:
    """Put a statement together; `None` where its text depends on the values, or its rows on what the driver says."""
    columns = getattr(statement, "exported_columns", {})
    if any(isinstance(column.type, Float | Numeric) for column in columns):
        return None
    compiled = statement.compile(dialect=dialect, column_keys=list(values))
    if compiled.post_compile_params or compiled.literal_execute_params or compiled.insert_prefetch:
        return None
    order = compiled.positiontup if compiled.positional else list(compiled.binds)
    fixed: dict[Any, Any] = {}
    given: list[tuple[Any, str, Process | None]] = []
    for at, name in enumerate(order):
        bind = compiled.binds[name]
        place = at if compiled.positional else name
        process = bind.type.dialect_impl(dialect).bind_processor(dialect)
        fixed[place] = None
        if name in values:
            given.append((place, name, process))
        else:
            value = bind.effective_value
            fixed[place] = value if process is None else process(value)
    results = tuple(column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    return _Made(str(compiled), fixed, not compiled.positional, tuple(given), results)
