namespace FpgaSeg.Planning.Cycles;

/// <summary>
/// FIFO depths for a frame rate. The design is run through unbounded FIFOs with the image arriving evenly at that rate, so that no stage runs
/// ahead; what the FIFOs then hold at most are depths that change no cycle of this run. With them the design keeps the rate for any
/// faster image too, because no step of it comes later when a byte comes earlier. <see cref="DeadlockFreedom"/> has the last word.
/// </summary>
public static class FifoSizing
{
    private const int Least = 2;

    // A queue of one look-up table per bit.
    private const int TableQueue = 32;

    /// <summary>Depths for <paramref name="cyclesPerFrame"/>, at least <see cref="CycleModel.Pace"/>; null: exactly that.</summary>
    /// <param name="model">The design.</param>
    /// <param name="cyclesPerFrame">The rate.</param>
    /// <param name="options">Pipelines; the frames and the image's pace are chosen here, and the mask is taken as fast as it comes while depths are sought.</param>
    /// <param name="shorten">
    /// Whether FIFOs that do not join streams are made shorter as long as the rate holds: a run or two for each that is longer than 2.
    /// </param>
    public static FifoDepths For(CycleModel model, long? cyclesPerFrame = null, CycleOptions? options = null, bool shorten = false)
    {
        options ??= new CycleOptions();
        var pace = Math.Max(cyclesPerFrame ?? 0, model.Pace(options));
        var latency = model.Run(Unbounded(model), options with { Image = new LinkPace(pace, model.ImageBytes), Frames = 2 }).LatencyCycles;
        var (held, frames) = Held(model, pace, latency, options);
        var check = options with { Frames = frames };
        if (shorten)
            held = Shorten(model, held, pace, check);
        var depths = DeadlockFreedom.Deepen(model, held, options);
        return new FifoDepths(depths, pace, model.Run(depths, check));
    }

    /// <summary>What every FIFO holds at most, by stream id, if none is ever full and the image arrives evenly; and the frames that were run.</summary>
    /// <param name="model">The design.</param>
    /// <param name="pace">Cycles per frame.</param>
    /// <param name="latency">Cycles of the first frame, more or less: so many frames are under way at once, and two more find the design in its steady state.</param>
    /// <param name="options">Pipelines.</param>
    internal static (int[] Depths, int Frames) Held(CycleModel model, long pace, long latency, CycleOptions options)
    {
        var frames = (int)(latency / pace) + 3;
        var held = model.MostHeld(pace, options with { Frames = frames });
        return ([.. held.Select(h => Math.Max(Least, (int)h))], frames);
    }

    private static int[] Unbounded(CycleModel model) => [.. model.Graph.Streams.Select(_ => CycleStream.Unbounded)];

    // From the largest on, every FIFO that only evens out the pace is made as short as 2 or as a few look-up tables hold, if the rate holds.
    private static int[] Shorten(CycleModel model, int[] held, long pace, CycleOptions check)
    {
        var joins = model.Graph.Stages.Where(s => s.Inputs.Length > 1).SelectMany(s => s.Inputs).Select(i => i.Id).ToHashSet();
        var others = model.Graph.Streams.Where(s => !joins.Contains(s.Id));
        int[] depths = [.. held];
        foreach (var stream in others.OrderByDescending(s => (long)held[s.Id] * s.BitsPerPixel).ThenBy(s => s.Id))
        {
            foreach (var shorter in new[] { Least, TableQueue }.Where(d => d < held[stream.Id]))
            {
                (var before, depths[stream.Id]) = (depths[stream.Id], shorter);
                var report = model.Run(depths, check);
                if (report.Deadlock is null && report.CyclesPerFrame <= pace)
                    break;
                depths[stream.Id] = before;
            }
        }

        return depths;
    }
}
