"""What attainment costs: a city and a cooperative, each over a log of its own."""
import json
import subprocess
import tempfile

from turns import say


def of(bench, employees, statements, repetitions):
    runs = []
    for _ in range(repetitions):
        with tempfile.TemporaryDirectory(prefix="attainment-", dir=bench.folder) as folder:
            say(f"attainment: {employees:,} employees, {statements:,} statements")
            done = subprocess.run(
                [bench.build / "bench/attainment", "--folder", folder, "--employees",
                 str(employees), "--statements", str(statements)],
                stdout=subprocess.PIPE, text=True, check=True)
            runs.append(json.loads(done.stdout))
    return runs


def attainment(bench):
    return [of(bench, employees, statements, bench.plan.cities_repetitions)
            for employees, statements in bench.plan.cities]
