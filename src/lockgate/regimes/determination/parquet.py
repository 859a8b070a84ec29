"""Answers a Parquet file of questions, batch by batch; `files` chooses it by the name's ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as parquet

from lockgate.regimes.determination.detail import Details
from lockgate.regimes.determination.files import (
    ANSWER_COLUMNS,
    BATCH_ROWS,
    Tally,
    UnreadableTable,
    question_places,
)


def determine_parquet(
    details: Details, source: Path, target: Path, tally: Tally, progress: Callable[[int], None], *, as_csv: bool
) -> None:
    """Write the answered rows of `source` to `target`, as csv when `as_csv` says so.

    Raises UnreadableTable when `source` is no Parquet file or lacks the columns of a question.
    """
    try:
        batches = _batches(source)
        writer: parquet.ParquetWriter | arrow_csv.CSVWriter | None = None
        for batch in batches:
            answered = _answered(batch, details, source, tally)
            if writer is None:
                kind = arrow_csv.CSVWriter if as_csv else parquet.ParquetWriter
                writer = kind(target, answered.schema)
            writer.write_batch(answered)
            progress(tally.rows)
        if writer is not None:
            writer.close()
    except pa.ArrowException as error:
        raise UnreadableTable(
            f"{source} cannot be read as a table of questions ({str(error).splitlines()[0]}).",
            mend="Give a Parquet file, or a csv file with the ending .csv.",
        ) from error


def _batches(source: Path) -> Iterator[pa.RecordBatch]:
    if source.suffix == ".parquet":
        opened = parquet.ParquetFile(source)
        question_places(opened.schema_arrow.names, source)
        if opened.metadata.num_rows == 0:
            yield pa.RecordBatch.from_pylist([], schema=opened.schema_arrow)
        yield from opened.iter_batches(batch_size=BATCH_ROWS)
        return
    text = pa.string()
    reader = arrow_csv.open_csv(
        source,
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(("destination", "entry", "goods_code", "end_use", "end_user", "on"), text),
            strings_can_be_null=False,
        ),
    )
    yield from reader


def _answered(batch: pa.RecordBatch, details: Details, source: Path, tally: Tally) -> pa.RecordBatch:
    places = question_places(batch.schema.names, source)
    columns = [
        [""] * batch.num_rows
        if place is None
        else ["" if value is None else str(value).strip() for value in batch.column(place).to_pylist()]
        for place in places
    ]
    answers = details.of(list(zip(*columns, strict=True)))
    tally.rows += len(answers)
    tally.invalid += sum(answer.outcome == "invalid" for answer in answers)
    fields = zip(ANSWER_COLUMNS, zip(*answers, strict=True) if answers else [[]] * len(ANSWER_COLUMNS), strict=True)
    for name, values in fields:
        batch = batch.append_column(name, pa.array(list(values), pa.string()))
    return batch
