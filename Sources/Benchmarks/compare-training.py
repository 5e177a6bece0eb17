#!/usr/bin/env python3
"""Time the trainer and a JAX trainer in turn on the same core, and print ratios.

    python3 Sources/Benchmarks/compare-training.py --peer FOLDER [--rounds 5] [--cpu 0] [--two-cores] [case ...]

FOLDER holds the peer: core.py, with init, sample, logits_resp, make_step, opt_init, opt_update and dyn_default. Both sides
count tokens as slots, rollouts times the longest response there may be, and seconds as processor seconds. In every round
the peer and `counterweight bench train CASE` run one after the other; what is printed are medians over rounds of how many
times as fast ours is. Cases with recorded lengths play the same prompts and verdicts on both sides; the peer computes every
slot, as it always does.

sampling   no two of our rollouts share the work on a prompt
training   a step on every rollout
both       the peer's whole step against our sampling and training one after the other: equal arithmetic, but for padding
RL step    the whole step as the trainer does it: a group reads its prompt once, and only live groups are trained
live       the share of rollouts in live groups
of sgemm   matrix products of our training step against the best rate of numpy's OpenBLAS in the same round
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

# The peer's sizes: width, layers, heads. Its feed-forward has 4 widths.
MODELS = {
    "d32": (32, 1, 2), "d32-wide": (32, 1, 2), "d48": (48, 2, 3), "d64": (64, 2, 4), "d128": (128, 2, 4),
    "running-sum": (32, 1, 2), "reversal": (48, 2, 3), "grid": (32, 1, 2),
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cpu", type=int, default=0)
    parser.add_argument("--command", default=".build/release/counterweight")
    parser.add_argument("--json")
    parser.add_argument("--two-cores", action="store_true", help="also compare two cores with one")
    parser.add_argument("cases", nargs="*", default=list(MODELS))
    return parser.parse_args()


class Replay:
    """A task of the peer's kind: fixed prompts, and verdicts that were recorded."""

    def __init__(self, jax, jnp, record, grouped):
        prompts = record["prompts"]
        self.P = max(len(prompt) for prompt in prompts)
        self.R = record["responseSlots"]
        self.V = record["vocabularySize"]
        self.nclass = 1
        padded = [prompt + [0] * (self.P - len(prompt)) for prompt in prompts]
        self.prompts = jnp.array(padded[:: record["groupSize"]] if grouped else padded, jnp.int32)
        self.successes = jnp.array(record["successes"], jnp.float32)
        self.jnp = jnp

    def sample(self, key, count):
        return dict(prompt=self.prompts, cls=self.jnp.zeros(len(self.prompts), self.jnp.int32))

    def verify(self, batch, response, mask):
        return self.successes


class Peer:
    """One case of the peer, compiled: seconds of sampling, of a step of training and of a step of reinforcement."""

    REPEATS = 10

    def __init__(self, core, name, record):
        jax, jnp, lax = core.jax, core.jnp, core.lax
        width, layers, heads = MODELS[name]
        task = Replay(jax, jnp, record, grouped=False)
        count = len(record["prompts"])
        parameters = core.init(jax.random.key(0), task.V, task.P + task.R, width, layers, heads, 4 * width)
        self.parameters = core.nparams(parameters)
        prompts = task.prompts
        response, log_probability, _, mask = core.sample(parameters, jax.random.key(2), prompts, task.R, heads)
        weights = jnp.ones_like(log_probability) / count
        settings = core.dyn_default(8)

        def loss(parameters):
            logits = core.logits_resp(parameters, prompts, response, heads)
            chosen = jnp.take_along_axis(jax.nn.log_softmax(logits, -1), response[..., None], 2)[..., 0]
            return -(chosen * weights).sum()

        def train(carry, _):
            parameters, state = carry
            parameters, state, norm = core.opt_update(parameters, state, jax.grad(loss)(parameters), settings)
            return (parameters, state), norm

        def sample(parameters, key):
            return lax.scan(
                lambda carry, key: (carry, core.sample(parameters, key, prompts, task.R, heads)[1].sum()), 0,
                jax.random.split(key, self.REPEATS))

        sample = jax.jit(sample)
        run = jax.jit(
            lambda parameters, _: lax.scan(train, (parameters, core.opt_init(parameters)), None, length=self.REPEATS))
        step = core.make_step(Replay(jax, jnp, record, grouped=True), heads, count, 8, diag=False)
        block = jax.block_until_ready
        # Made here, so that nothing but the compiled calls is timed.
        key, carry = jax.random.key(3), (parameters, core.opt_init(parameters))
        self.calls = {
            "sampling": lambda: block(sample(parameters, key)),
            "training": lambda: block(run(parameters, 0)),
            "reinforcement": lambda: block(step(carry, key, settings, self.REPEATS)),
        }
        for call in self.calls.values():
            call()

    def time(self):
        seconds = {}
        for name, call in self.calls.items():
            start = time.process_time()
            call()
            seconds[name] = (time.process_time() - start) / self.REPEATS
        return seconds


MATRIX_RATE = """
import time, numpy
best = 0
for rows, depth, columns in [(512, 512, 512), (1024, 1024, 1024), (4096, 128, 384)]:
    a, b = numpy.random.rand(rows, depth).astype("f"), numpy.random.rand(depth, columns).astype("f")
    for _ in range(5):
        start = time.process_time()
        for _ in range(4):
            a @ b
        best = max(best, 4 * 2 * rows * depth * columns / (time.process_time() - start) / 1e9)
print(best)
"""


def matrix_rate(core_type):
    """The best rate of numpy's single-precision products by kernels for a core type, in 10^9 operations a second."""
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", OPENBLAS_CORETYPE=core_type)
    run = subprocess.run([sys.executable, "-c", MATRIX_RATE], env=environment, capture_output=True, text=True)
    return float(run.stdout) if run.returncode == 0 else 0.0


def ours(command, *words, cpus=None):
    run = subprocess.run(
        [command, "bench", *words], check=True, capture_output=True, text=True,
        preexec_fn=(lambda: os.sched_setaffinity(0, cpus)) if cpus else None)
    return json.loads(run.stdout)


def two_cores(command, cpus, names, rounds):
    """How many times as fast a step of reinforcement is on two cores as on one, by the wall clock."""
    result = {}
    for name in names:
        ratios = []
        for _ in range(rounds):
            one, two = (
                ours(command, "train", name, "--runs", "3", "--json", cpus=set(cpus[:count]))[0]["reinforcementWall"]
                for count in (1, 2))
            ratios.append(one / two)
        result[name] = statistics.median(ratios)
        print(f"{name:<12}two cores {result[name]:.2f} times as fast as one", flush=True)
    return result


def main():
    options = arguments()
    cpus = [options.cpu] + sorted(os.sched_getaffinity(0) - {options.cpu})
    os.sched_setaffinity(0, {options.cpu})
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    sys.path.insert(0, options.peer)
    import core

    core_type = max(("SkylakeX", "Zen", "Haswell"), key=matrix_rate)
    print(f"numpy's OpenBLAS is fastest with kernels for {core_type}")
    columns = ["sampling", "training", "both", "RL step", "live", "of sgemm"]
    print(f"{'case':<12}{'weights':>9}{'theirs':>9}" + "".join(f"{column:>10}" for column in columns))
    results = {}
    for name in options.cases:
        peer = Peer(core, name, ours(options.command, "record", name))
        rounds = []
        for _ in range(options.rounds):
            theirs = peer.time()
            mine = ours(options.command, "train", name, "--runs", "3", "--json")[0]
            rounds.append(dict(ours=mine, theirs=theirs, sgemm=matrix_rate(core_type)))

        def median(value):
            return statistics.median(value(r["ours"], r["theirs"]) for r in rounds)

        first = rounds[0]["ours"]
        ratios = [
            median(lambda o, t: t["sampling"] / o["sampling"]), median(lambda o, t: t["training"] / o["training"]),
            median(lambda o, t: t["reinforcement"] / (o["sampling"] + o["training"])),
            median(lambda o, t: t["reinforcement"] / o["reinforcement"]),
        ]
        live = first["liveRollouts"] / first["rollouts"]
        share = statistics.median(r["ours"]["matrixRate"] / r["sgemm"] for r in rounds)
        results[name] = dict(ratios=dict(zip(columns, ratios)), rounds=rounds)
        print(
            f"{name:<12}{first['parameters']:>9}{peer.parameters:>9}" + "".join(f"{ratio:>10.2f}" for ratio in ratios)
            + f"{100 * live:>9.0f}%{100 * share:>9.0f}%", flush=True)
    if options.two_cores and len(cpus) > 1:
        names = [name for name in options.cases if name in ("d32-wide", "d64", "d128")]
        results["two cores"] = two_cores(options.command, cpus, names, options.rounds)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(results, file, indent=1)


if __name__ == "__main__":
    main()
