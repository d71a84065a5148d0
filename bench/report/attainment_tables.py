"""What attainment costs, as a table with a column for each city."""
import statistics

from report.cells import number, paragraphs, table


def middle(runs, *path):
    """Of what each run has at this place; None where one has nothing."""
    values = []
    for run in runs:
        for name in path:
            run = run[name]
        values.append(statistics.median(run) if isinstance(run, list) else run)
    return None if None in values else statistics.median(values)


ROWS = (
    ("rebuilding from the whole log, s", 1, ("rebuild_s",)),
    ("follower, µs CPU of a statement that matches nothing", 2, ("follower_cpu_us", "nothing")),
    ("follower, µs CPU of one that is evidence", 1, ("follower_cpu_us", "evidence")),
    ("follower's lag, p99 ms", 1, ("lag_ms", "p99")),
    ("… at statements a second", 0, ("lag_rate",)),
    ("attainment of a person, p50 ms", 2, ("attainment_ms", "p50")),
    ("… p99 ms", 2, ("attainment_ms", "p99")),
    ("… as known then, under the model of then, p99 ms", 2, ("known_then_ms", "p99")),
    ("gap of a person, p99 ms", 2, ("gap_ms", "p99")),
    ("heat map, the first of a day, ms", 0, ("heat_map_ms", "first_today")),
    ("… the same again, ms", 1, ("heat_map_ms", "again")),
    ("… of a past day, ms", 0, ("heat_map_ms", "past")),
    ("reading the register at the start, s", 2, ("register_start_s",)),
)


def attainment(measured):
    first = [runs[0] for runs in measured]
    head = ("", *(f"{run['employees']:,} employees, {run['statements']:,} statements"
                  for run in first))
    rows = [(name, *(number(middle(runs, *path), digits) for runs in measured))
            for name, digits, path in ROWS]
    return paragraphs(
        f"A model of {first[0]['competencies']} competencies and {first[0]['rule_nodes']} rule "
        "nodes; 5 % of the statements are evidence.",
        table(head, rows))
