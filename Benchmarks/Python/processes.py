"""Servers in processes of their own, and the time that these spend on a processor."""

import ctypes
import os
import re
import subprocess
import time
from pathlib import Path

from measuring import MeasurementFailed

SECONDS = 20
"""How long a server may take to start or to stop."""


class ServerProcess:
    """A process, and those that it starts."""

    def __init__(self, command: list[str | Path], folder: Path, descriptors: tuple[int, ...] = (), **variables: str):
        self.name = Path(command[0]).name
        self.log = folder / f"{self.name}.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env={"PATH": os.environ["PATH"], **variables},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                pass_fds=descriptors,
                start_new_session=True,
            )

    def announced_port(self) -> int:
        """Waits for the line in which the example servers say where they listen, and returns the port."""
        line = self.process.stdout.readline()
        address = re.search(rb"listens on http://127\.0\.0\.1:(\d+)\n", line)
        if not address:
            raise MeasurementFailed(f"{self.name} does not start: {self.log.read_text()[-500:]}")
        return int(address[1])

    def processor_time(self) -> int:
        """Returns the nanoseconds of all threads, those that have ended included."""
        return sum(processor_time(process) for process in self.family())

    def family(self) -> list[int]:
        """Returns the processes of its session, which are it and those that it has started."""
        return [process for process in map(int, filter(str.isdigit, os.listdir("/proc"))) if self.includes(process)]

    def includes(self, process: int) -> bool:
        try:
            return os.getsid(process) == self.process.pid
        except ProcessLookupError:
            return False

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


def processor_time(process: int) -> int:
    """Reads the clock of a process, which is exact, unlike the ticks in /proc."""
    clock = ctypes.c_int()
    if error := ctypes.CDLL(None).clock_getcpuclockid(process, ctypes.byref(clock)):
        raise OSError(error, os.strerror(error))
    return time.clock_gettime_ns(clock.value)
