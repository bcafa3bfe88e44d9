"""
Starts MiniStack with a shorter wait for what a function wrote. After each invocation MiniStack waits up to 50 ms for a first
line of its log, and most of ours write none; as the stream's consumer is invoked by the thread that polls all queues, that
holds every queue up as well. A function's lines are in its pipe before its answer is, since Node writes to pipes synchronously
(https://nodejs.org/api/process.html#a-note-on-process-io), so the 5 ms that MiniStack waits for a further line do for the first.
"""

import runpy

from ministack.core.lambda_runtime import Worker

first_line_wait, idle_confirm, hard_cap = Worker._drain_stderr_bounded.__defaults__
Worker._drain_stderr_bounded.__defaults__ = (idle_confirm, idle_confirm, hard_cap)

runpy.run_module("ministack", run_name="__main__")
