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
    private const int Rounds = 25;
    private const int Loops = 400_000;
    private const int StreamBytes = 48 << 20;
    private const int Sums = 8;

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
        2.0 * Sums * Loops * L.Count * threads / Best(threads, _ => MultiplyAdds<L, V>(Loops));

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

    /// <summary>Eight independent sums, enough to hide the latency, of eight different products; the factors change, so that no product is computed once for all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void MultiplyAdds<L, V>(int loops)
        where L : struct, ILanes<V>
        where V : struct
    {
        V x0 = L.Splat(0x00030002), x1 = L.Splat(0x00050004), x2 = L.Splat(0x00070006), x3 = L.Splat(0x00090008);
        V w0 = L.Splat(unchecked((int)0xFFFF0001)), w1 = L.Splat(0x00010002);
        V a = L.Splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (var k = 0; k < loops; k++)
        {
            a = L.MultiplyAddPairs(a, x0, w0);
            b = L.MultiplyAddPairs(b, x1, w0);
            c = L.MultiplyAddPairs(c, x2, w0);
            d = L.MultiplyAddPairs(d, x3, w0);
            e = L.MultiplyAddPairs(e, x0, w1);
            f = L.MultiplyAddPairs(f, x1, w1);
            g = L.MultiplyAddPairs(g, x2, w1);
            h = L.MultiplyAddPairs(h, x3, w1);
            (w0, w1) = (L.Add(w0, x0), L.Add(w1, x1));
        }

        var sum = L.Add(L.Add(L.Add(a, b), L.Add(c, d)), L.Add(L.Add(e, f), L.Add(g, h)));
        var sink = stackalloc int[16];
        L.Store(sink, sum);
        Volatile.Write(ref *sink, *sink);
    }
}
