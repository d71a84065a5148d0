"""Servers that take turns under one load, so that their ratios hold whatever the machine does."""
import sys

import servers
import spreads


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Bench:
    """What every part needs: the plan, the programs, where to write, and the turns."""

    def __init__(self, plan, build, folder, stores, server_options):
        self.plan, self.build, self.folder, self.stores = plan, build, folder, stores
        self.server_options = server_options
        self.failures = []  # Of parts, in words.
        self.found = set()  # Stores of earlier runs, told about once.
        self.seed = 1_000_000  # Not that of a kept store: an id comes once.

    def next_seed(self):
        self.seed += 1
        return self.seed

    def start(self, name, **more):
        options = self.server_options if name.startswith("server") else ()
        return servers.Running(name, self.build, self.folder, more=options, **more)

    def load(self, server, **load):
        load.setdefault("seed", self.next_seed())
        return servers.load(self.build, server, **load)

    def run(self, name, **load):
        """One server from its start to its end."""
        with self.start(name) as server:
            return self.load(server, **load)

    def beside(self, names, **load):
        """The servers in turn, another one first each time."""
        runs = {name: [] for name in names}
        for turn in range(self.plan.repetitions):
            for at in range(len(names)):
                name = names[(turn + at) % len(names)]
                runs[name].append(self.run(name, **load))
        out = {name: spreads.summary(r) for name, r in runs.items()}
        for limit in ("bare", "sorted", "floor", "server without sync"):
            if "server" in runs and limit in runs:
                out[f"ratio {limit}"] = spreads.ratios(runs["server"], runs[limit])
        return out
