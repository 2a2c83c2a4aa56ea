namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// Processes joined by FIFOs. A step waits for known times only, each the maximum of others plus a constant; therefore the processes need not be
/// advanced in the order of time, and the times do not depend on the order in which they are.
/// </summary>
internal sealed class CycleNetwork
{
    private readonly IReadOnlyList<CycleProcess> _processes;
    private readonly CycleProcess[] _writers;
    private readonly CycleProcess[] _readers;
    private readonly Queue<CycleProcess> _ready = [];
    private readonly Action<CyclePort> _wakeOther;

    /// <param name="processes">Every stream has one writer and one reader among them.</param>
    /// <param name="streams">How many streams there are.</param>
    public CycleNetwork(IReadOnlyList<CycleProcess> processes, int streams)
    {
        _processes = processes;
        _wakeOther = WakeOther;
        (_writers, _readers) = (new CycleProcess[streams], new CycleProcess[streams]);
        foreach (var process in processes)
        {
            foreach (var port in process.Ports)
                (port.Writes ? _writers : _readers)[port.Id] = process;
        }
    }

    /// <summary>Runs until nothing moves.</summary>
    public void Run()
    {
        foreach (var process in _processes)
            Wake(process);
        while (_ready.TryDequeue(out var process))
        {
            process.IsQueued = false;
            process.Advance(_wakeOther);
        }

        foreach (var port in _processes.SelectMany(p => p.Ports).Where(p => p.Writes))
            port.Stream.Close();
    }

    /// <summary>The process at the other end of a port's stream.</summary>
    public CycleProcess Other(CyclePort port) => (port.Writes ? _readers : _writers)[port.Id];

    private void WakeOther(CyclePort port)
    {
        var other = Other(port);
        if (other.Waiting?.Stream == port.Stream)
            Wake(other);
    }

    private void Wake(CycleProcess process)
    {
        if (process.IsQueued)
            return;
        process.IsQueued = true;
        _ready.Enqueue(process);
    }
}
