"""Where rows are filled: in this process, in processes of this machine, or on a Dask cluster. All are executors."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any

from generator.bulk.errors import BulkError
from generator.processes import pool_of


class InThisProcess(Executor):
    """Runs what is submitted at once, here."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The finished future of a call."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextlib.contextmanager
def executor(workers: int, scheduler: str | None = None) -> Iterator[Executor]:
    """An executor of so many workers. Raises BulkError where the cluster cannot be reached or its library is missing."""
    if scheduler is not None:
        with _cluster(scheduler) as found:
            yield found
    elif workers == 1:
        yield InThisProcess()
    else:
        with pool_of(workers) as pool:
            try:
                yield pool
            except BaseException:
                pool.shutdown(cancel_futures=True)  # what is being written is ended or removed before the run returns
                raise


@contextlib.contextmanager
def _cluster(scheduler: str) -> Iterator[Executor]:
    try:
        import distributed
    except ImportError:
        raise BulkError('没有安装 Dask，不能用 --scheduler；请安装：pip install "jianguan[cluster]"') from None
    try:
        connect: Any = distributed.Client
        client = connect(scheduler, timeout="10s")
    except (OSError, ValueError, TimeoutError) as error:
        raise BulkError(f"连接不上调度器 {scheduler}：{error}") from None
    with client:
        yield client.get_executor(retries=3, pure=False)


def cluster_workers(found: Executor) -> int:
    """How many workers a cluster has, at least one."""
    client = getattr(found, "_client", None)
    return max(len(client.scheduler_info()["workers"]), 1) if client is not None else 1
