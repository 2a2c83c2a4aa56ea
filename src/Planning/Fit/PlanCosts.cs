using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Logic;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Fit;

/// <summary>A part of a design, a stage or a stream, with what it takes.</summary>
/// <param name="Name">Name of the stage; of a stream, from which stage to which.</param>
/// <param name="Dsp">DSP blocks.</param>
/// <param name="BlockRam">Blocks of RAM, halves counted half.</param>
/// <param name="MemoryLuts">Tables that are memory.</param>
/// <param name="Logic">Tables and flip-flops of the logic.</param>
public abstract record PartCost(string Name, int Dsp, double BlockRam, int MemoryLuts, LogicEstimate Logic)
{
    /// <summary>All tables, most likely.</summary>
    public int Luts => Logic.Luts + MemoryLuts;

    /// <summary>What it takes of one resource.</summary>
    public double Of(Resource resource) => resource switch
    {
        Resource.Dsp => Dsp,
        Resource.BlockRam => BlockRam,
        Resource.Lut => Luts,
        _ => Logic.FlipFlops,
    };
}

/// <summary>A stage with what it takes, and when within a frame it runs.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="StartCycle">Cycle in which it takes its first pixel.</param>
public sealed record StageCost(StagePlan Plan, int Dsp, double BlockRam, int MemoryLuts, LogicEstimate Logic, long StartCycle)
    : PartCost(Plan.Stage.Name, Dsp, BlockRam, MemoryLuts, Logic)
{
    /// <summary>Its kind in words.</summary>
    public string Kind => KindName.Of(Plan.Stage);

    /// <summary>Its folding.</summary>
    public Folding Folding => Plan.Folding;
}

/// <summary>A stream's queue with what it takes.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="From">The stage that writes it.</param>
/// <param name="To">The stage that reads it.</param>
public sealed record StreamCost(StreamPlan Plan, Stage From, Stage To, double BlockRam, int MemoryLuts, LogicEstimate Logic)
    : PartCost($"{From.Name} -> {To.Name}", 0, BlockRam, MemoryLuts, Logic);
