using System.Collections.Immutable;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning;

/// <summary>
/// What is to be built, before any language: the stages with their folding, the streams with their depths, the skips with their
/// policies. Every figure is a prediction.
/// </summary>
/// <param name="Graph">The stages and streams.</param>
/// <param name="Stages">One per stage, same order.</param>
/// <param name="Streams">One per stream, by id.</param>
/// <param name="Skips">The streams that bypass other stages.</param>
public sealed record HardwarePlan(
    StageGraph Graph,
    ImmutableArray<StagePlan> Stages,
    ImmutableArray<StreamPlan> Streams,
    ImmutableArray<SkipPlan> Skips)
{
    /// <summary>Cycles from the first pixel in to the last mask bit out; worked out when asked, which a search of plans never does.</summary>
    public long LatencyCycles
    {
        get
        {
            Folding[] foldings = [.. Stages.Select(s => s.Folding)];
            return StageStarts.Of(Graph, foldings).Latency(foldings);
        }
    }

    /// <summary>Multiply-accumulates of one frame.</summary>
    public long Macs => Stages.Sum(s => s.Macs);

    /// <summary>DSP blocks of all stages.</summary>
    public int Dsp => Stages.Sum(s => s.Folding.Dsp);

    /// <summary>Cycles from one frame to the next: those of the slowest stage.</summary>
    public long CyclesPerFrame => Stages.Max(s => s.Folding.Cycles);

    /// <summary>Block RAM units of all memories, those of <see cref="Memory.BlockRamTiling.UnitsPerBlock"/>.</summary>
    public int BlockRamUnits => Stages.Sum(s => s.Memories.Sum(m => m.Units)) + Streams.Sum(s => s.Memory.Units);

    /// <summary>Look-up tables of all memories; logic is not counted.</summary>
    public int MemoryLuts => Stages.Sum(s => s.Memories.Sum(m => m.Luts)) + Streams.Sum(s => s.Memory.Luts);

    /// <summary>MACs / products per cycle of all multipliers, rounded up: no correct design with these multipliers is faster.</summary>
    public long BoundCycles => ProductsPerCycle == 0 ? 0 : (Macs + ProductsPerCycle - 1) / ProductsPerCycle;

    /// <summary>Look-up tables of the multipliers that are made of them.</summary>
    public int MultiplierLuts => Stages.Sum(s => s.Folding.MultiplierLuts);

    /// <summary>Whether maps wait in memory beside the chip.</summary>
    public bool UsesMemory => Skips.Any(s => s.Policy == SkipPolicy.External) || Engine is { Program.UsesMemory: true };

    /// <summary>How often the image comes for a frame.</summary>
    public int ImagePasses => Engine?.Program.Schedule.Passes.Images ?? 1;

    /// <summary>The engine, where the design is one; null where every operator is a stage.</summary>
    public EngineStage? Engine => Graph.Stages.OfType<EngineStage>().SingleOrDefault();

    private long ProductsPerCycle => Stages.Sum(s => (long)s.Folding.Products);
}

/// <summary>A stage with its folding, the multiply-accumulates of one frame, and its memories.</summary>
public sealed record StagePlan(Stage Stage, Folding Folding, long Macs, ImmutableArray<MemoryPlan> Memories);

/// <summary>A stream with its depth in tokens of one pixel, and what holds them.</summary>
public sealed record StreamPlan(StageStream Stream, int Depth, MemoryPlan Memory);
