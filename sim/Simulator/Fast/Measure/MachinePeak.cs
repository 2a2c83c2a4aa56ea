using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FpgaSeg.Simulator.Fast.Lanes;

namespace FpgaSeg.Simulator.Fast.Measure;

/// <summary>
/// What the machine can do at most, measured: exact multiply-adds of 8-bit integers into 32 bits from registers alone, and bytes read and written
/// in a stream larger than the caches. No kernel can be faster; the share of it is what a profile reports.
/// </summary>
/// <param name="MacsPerSecond">Over all threads.</param>
/// <param name="BytesPerSecond">Read plus written, over all threads.</param>
public sealed record MachinePeak(double MacsPerSecond, double BytesPerSecond)
{
    private const int Rounds = 7;
    private const int Loops = 400_000;
    private const int StreamBytes = 48 << 20;
    private const int Accumulators = 10;

    /// <summary>The best of several rounds of a fraction of a second.</summary>
    public static MachinePeak Measure(int threads = 1, InstructionSet? instructions = null)
    {
        var (macs, bytes) = (instructions ?? InstructionSets.Widest) switch
        {
            InstructionSet.Portable => (Macs<PortableLanes, int>(threads), Stream(threads)),
            InstructionSet.Vector128 => (Macs<Lanes128, Vector128<int>>(threads), Stream(threads)),
            InstructionSet.Vector256 => (Macs<Lanes256, Vector256<int>>(threads), Stream(threads)),
            _ => (Macs<Lanes512, Vector512<int>>(threads), Stream(threads)),
        };
        return new MachinePeak(macs, bytes);
    }

    /// <summary>The least time for some work: whichever of the two takes longer.</summary>
    public double BoundSeconds(long macs, long bytes) => Math.Max(macs / MacsPerSecond, bytes / BytesPerSecond);

    private static double Macs<L, V>(int threads)
        where L : struct, ILanes<V>
        where V : struct =>
        2.0 * Accumulators * Loops * L.Count * threads / Best(threads, _ => MultiplyAdds<L, V>(Loops));

    private static double Stream(int threads)
    {
        var buffers = Enumerable.Range(0, threads).Select(_ => new byte[StreamBytes]).ToArray();
        return (double)StreamBytes * threads / Best(threads, t => buffers[t].AsSpan(0, StreamBytes / 2).CopyTo(buffers[t].AsSpan(StreamBytes / 2)));
    }

    private static double Best(int threads, Action<int> work)
    {
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            if (threads == 1)
                work(0);
            else
                Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    /// <summary>Ten independent sums, enough to hide the latency; each step is a multiply-add of pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void MultiplyAdds<L, V>(int loops)
        where L : struct, ILanes<V>
        where V : struct
    {
        V x = L.Splat(0x00030002), w = L.Splat(unchecked((int)0xFFFF0001));
        V a = L.Splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a;
        for (var k = 0; k < loops; k++)
        {
            a = L.MultiplyAddPairs(a, x, w);
            b = L.MultiplyAddPairs(b, w, x);
            c = L.MultiplyAddPairs(c, x, w);
            d = L.MultiplyAddPairs(d, w, x);
            e = L.MultiplyAddPairs(e, x, w);
            f = L.MultiplyAddPairs(f, w, x);
            g = L.MultiplyAddPairs(g, x, w);
            h = L.MultiplyAddPairs(h, w, x);
            i = L.MultiplyAddPairs(i, x, w);
            j = L.MultiplyAddPairs(j, w, x);
            x = L.Add(x, w);
        }

        var sum = L.Add(L.Add(L.Add(a, b), L.Add(c, d)), L.Add(L.Add(e, f), L.Add(L.Add(g, h), L.Add(i, j))));
        var sink = stackalloc int[16];
        L.Store(sink, sum);
        Volatile.Write(ref *sink, *sink);
    }
}
