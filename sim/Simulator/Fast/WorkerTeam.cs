namespace FpgaSeg.Simulator.Fast;

/// <summary>
/// Shares the rows of a stage out to threads of the pool, in bands fixed by their number alone; the caller is one of them. Nothing is allocated per call.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Member[] _members;
    private readonly CountdownEvent _pending;
    private Action<int, int, int> _work = (_, _, _) => { };
    private int _rows;
    private Exception? _failure;

    /// <param name="threads">The caller included.</param>
    public WorkerTeam(int threads)
    {
        Threads = threads;
        _members = [.. Enumerable.Range(1, threads - 1).Select(k => new Member(this, k))];
        _pending = new CountdownEvent(1);
    }

    public int Threads { get; }

    /// <summary>Calls work(thread, first row, end row) once per thread, and returns when all are done.</summary>
    public void Run(int rows, Action<int, int, int> work)
    {
        if (_members.Length == 0 || rows < 2)
        {
            work(0, 0, rows);
            return;
        }

        (_work, _rows, _failure) = (work, rows, null);
        _pending.Reset(_members.Length);
        foreach (var member in _members)
            ThreadPool.UnsafeQueueUserWorkItem(member, preferLocal: false);
        Band(0);
        _pending.Wait();
        if (_failure is not null)
            throw new InvalidOperationException("A band of rows failed.", _failure);
    }

    public void Dispose() => _pending.Dispose();

    private void Band(int thread)
    {
        var (first, end) = ((int)((long)_rows * thread / Threads), (int)((long)_rows * (thread + 1) / Threads));
        if (end > first)
            _work(thread, first, end);
    }

    private sealed class Member(WorkerTeam team, int thread) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            try
            {
                team.Band(thread);
            }
#pragma warning disable CA1031 // Whatever it is, the caller throws it on.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Volatile.Write(ref team._failure, error);
            }
            finally
            {
                team._pending.Signal();
            }
        }
    }
}
