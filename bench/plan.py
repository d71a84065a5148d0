"""How much is measured: everything, or each thing once and shortly."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    repetitions: int  # Of each run that is short enough to be repeated.
    seconds: int  # Of each run under load.
    batches: tuple
    connections: tuple
    sustained: int  # Statements of each long run.
    sizes: tuple  # Of the stores that are searched.
    requests: int  # Of each query.
    query_connections: tuple
    walk_seconds: int  # At most.
    settle_seconds: int  # Without a new table, and RocksDB is done.
    peak_seconds: int  # To find what a store takes in.
    beside_seconds: int  # Of reads beside writes.
    mixed_seconds: int
    overload_seconds: int
    recovery_seconds: int
    cities: tuple  # Employees and statements of each.
    cities_repetitions: int


FULL = Plan(repetitions=5, seconds=2, batches=(1, 10, 50, 500), connections=(1, 32, 128),
            sustained=300_000, sizes=(1_000_000, 10_000_000), requests=2_000,
            query_connections=(1, 32), walk_seconds=600, settle_seconds=15, peak_seconds=20,
            beside_seconds=30, mixed_seconds=600, overload_seconds=300, recovery_seconds=20,
            cities=((5_000, 10_000_000), (300_000, 3_000_000)), cities_repetitions=1)
QUICK = Plan(repetitions=1, seconds=1, batches=(1, 50), connections=(32,), sustained=20_000,
             sizes=(20_000,), requests=200, query_connections=(1,), walk_seconds=1,
             settle_seconds=1, peak_seconds=1, beside_seconds=2, mixed_seconds=3,
             overload_seconds=3, recovery_seconds=3,
             cities=((500, 20_000),), cities_repetitions=1)
