using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Memory;

/// <summary>Which skips move to memory beside the chip.</summary>
public static class ExternalChoice
{
    // What a controller leaves of its bus's peak rate for bursts of half a kilobyte in both directions, by a careful guess.
    private const int ShareOfPeak = 2;

    // Below that, a frame has no room for the bursts that are under way.
    private const int FewestBursts = 8;

    /// <summary>
    /// The largest buffered skips, as many as free what the plan takes too much; none where it fits, where the board has no AXI
    /// memory or its bandwidth is used up, and where moving a skip frees less than its ports take.
    /// </summary>
    public static ImmutableArray<StageStream> Of(HardwarePlan plan, BoardDescription board) => Of(plan, board, plan.BlockRamUnits - Available(board));

    /// <summary>The same, as many as free <paramref name="excess"/> units of block RAM.</summary>
    internal static ImmutableArray<StageStream> Of(HardwarePlan plan, BoardDescription board, int excess)
    {
        if (!IsOffered(board))
            return [];
        var memory = board.ExternalMemory!;
        var framesPerSecond = (double)board.ClockHz / plan.CyclesPerFrame;
        var room = memory.Bytes - plan.Skips.Sum(s => s.Region?.Bytes ?? 0);
        var bandwidth = (memory.PeakBytesPerSecond / ShareOfPeak) - (plan.Skips.Sum(s => Traffic(s.Region)) * framesPerSecond);
        var chosen = ImmutableArray.CreateBuilder<StageStream>();
        foreach (var skip in plan.Skips.Where(s => s.Policy == SkipPolicy.Buffer).OrderByDescending(s => (long)s.Stream.Depth * s.Stream.Stream.BitsPerPixel).ThenBy(s => s.Stream.Stream.Id))
        {
            var region = ExternalRegion.Of(skip.Stream.Stream, firstFree: 0);
            var (gain, traffic) = (Units(skip.Stream.Memory.Need.Shape, board) - PortUnits(region, board), Traffic(region) * framesPerSecond);
            if (excess <= 0 || gain <= 0 || traffic > bandwidth || region.Bytes > room || region.Bursts < FewestBursts)
                continue;
            chosen.Add(skip.Stream.Stream);
            (excess, bandwidth, room) = (excess - gain, bandwidth - traffic, room - region.Bytes);
        }

        return chosen.ToImmutable();
    }

    /// <summary>Whether a board has memory beside the chip that an AXI master reaches, through a controller that <see cref="Reserved"/> counts.</summary>
    public static bool IsOffered(BoardDescription board) => board.ExternalMemory is not null;

    /// <summary>Cycles of <paramref name="clockHz"/> that the memory of a board takes for a word of 64 bits in a burst, at least 1.</summary>
    public static int CyclesPerWord(BoardDescription board, long clockHz) =>
        board.ExternalMemory is { } memory ? (int)Math.Max(1, Math.Ceiling(sizeof(ulong) * (double)clockHz * ShareOfPeak / memory.PeakBytesPerSecond)) : 1;

    /// <summary>Block RAM units of the device that the network may use.</summary>
    public static int Available(BoardDescription board)
    {
        var blocks = board.Resources.BlockRam - Reserved.Of(Resource.BlockRam, board, IsOffered(board));
        return (int)(blocks * BlockRamTiling.UnitsPerBlock(DeviceFamilies.Of(board).BlockRam));
    }

    private static long Traffic(ExternalRegion? region) => 2 * (region?.BytesPerFrame ?? 0);

    // The adapters' buffers at both ends, were they made of block RAM.
    private static int PortUnits(ExternalRegion region, BoardDescription board) =>
        2 * Units(new MemoryShape(2 * region.WordsPerBurst, ExternalRegion.WordBits), board);

    private static int Units(MemoryShape shape, BoardDescription board) => BlockRamTiling.Units(DeviceFamilies.Of(board).BlockRam, shape);
}
