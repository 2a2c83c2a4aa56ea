using System.Collections.Concurrent;

namespace FpgaSeg.Cli.Workflows;

/// <summary>Works on many images with some threads, each with tools of its own; memory holds one image per thread, whatever their number.</summary>
internal static class ParallelImages
{
    /// <summary>
    /// Calls <paramref name="work"/> once for every index, on as many threads as there are <paramref name="tools"/>, and <paramref name="done"/> on the caller's thread for each
    /// result as it comes. Where either throws, no further image is begun and the caller gets the exception.
    /// </summary>
    public static void Run<TTool, TResult>(int count, IReadOnlyList<TTool> tools, Func<TTool, int, TResult> work, Action<int, TResult> done)
    {
        using var results = new BlockingCollection<(int Index, TResult Result)>(boundedCapacity: 2 * tools.Count);
        using var stop = new CancellationTokenSource();
        var next = -1;
        Task[] workers = [.. tools.Select(tool => Task.Run(() =>
        {
            for (int k; !stop.IsCancellationRequested && (k = Interlocked.Increment(ref next)) < count;)
                results.Add((k, work(tool, k)), stop.Token);
        }))];
        var all = Task.WhenAll(workers).ContinueWith(_ => results.CompleteAdding(), TaskScheduler.Default);
        try
        {
            foreach (var (index, result) in results.GetConsumingEnumerable())
                done(index, result);
        }
        finally
        {
            stop.Cancel();
            all.Wait();
        }

        foreach (var worker in workers)
            worker.GetAwaiter().GetResult();
    }
}
