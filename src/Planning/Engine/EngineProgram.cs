using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>An operator with its places in the engine's memories, for a number of lanes.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="PixelWords">Words of a pixel of its operands.</param>
/// <param name="TapWords">Words that meet one tap for one group of outputs.</param>
/// <param name="Step">Words from one group's first to the next one's.</param>
/// <param name="Groups">Words of a pixel of its result.</param>
/// <param name="Weights">Its first word of weights; of dense and depthwise ones in memories of their own.</param>
/// <param name="PhaseWeights">Words of weights of one place in a block.</param>
/// <param name="Scales">Its first scale.</param>
/// <param name="ScaleWords">Its scales in words of lanes.</param>
/// <param name="Table">Its first entry of the page table.</param>
/// <param name="TableRows">Entries, a power of two; 0 where it makes no map.</param>
public sealed record EngineLine(
    EngineOperator Operator,
    int PixelWords,
    int TapWords,
    int Step,
    int Groups,
    int Weights,
    int PhaseWeights,
    int Scales,
    int ScaleWords,
    int Table,
    int TableRows)
{
    /// <summary>Turns of a row's inner loop.</summary>
    public int Turns => Operator.Mode switch
    {
        EngineMode.Read => Operator.Shape.Width,
        EngineMode.Store or EngineMode.Load => Operator.Shape.Width * Groups,
        _ => Operator.Shape.Width * Groups * Operator.Window.Rows * Operator.Window.Columns * TapWords,
    };

    /// <summary>Words of scales of one place in a block.</summary>
    public int PhaseScales => ScaleWords / Operator.Window.Phases;

    /// <summary>Words of weights.</summary>
    public int WeightWords => PhaseWeights * Operator.Window.Phases;

    /// <summary>Words of a row of its map; 0 where it makes none.</summary>
    public int RowWords => Operator.MakesMap ? Operator.Shape.Width * Groups : 0;
}

/// <summary>A network as a program of the engine with a number of lanes: its lines, the schedule, the pages, and what it all takes.</summary>
/// <param name="Lanes">Channels of a word; a dense turn multiplies a word by lanes x lanes weights.</param>
/// <param name="Lines">One per operator.</param>
/// <param name="Schedule">The order of rows.</param>
/// <param name="Pages">Where rows wait.</param>
/// <param name="RegionWords">Words of memory beside the chip.</param>
public sealed record EngineProgram(int Lanes, ImmutableArray<EngineLine> Lines, EngineSchedule Schedule, EnginePages Pages, int RegionWords)
{
    /// <summary>Cycles that memory beside the chip takes for a word of 64 bits in a burst.</summary>
    public int CyclesPerMemoryWord { get; init; } = 1;

    /// <summary>Words of dense weights; the head has some.</summary>
    public int DenseWords => Lines.Where(l => l.Operator.Mode is EngineMode.Dense or EngineMode.Mask).Sum(l => l.WeightWords);

    /// <summary>Words of depthwise weights, at least one.</summary>
    public int DepthwiseWords => Math.Max(1, Lines.Where(l => l.Operator.Mode == EngineMode.Depthwise).Sum(l => l.WeightWords));

    /// <summary>Scales, those of empty lanes included.</summary>
    public int Scales => Lines.Sum(l => l.ScaleWords) * Lanes;

    /// <summary>Entries of the page table.</summary>
    public int TableRows => Lines.Sum(l => l.TableRows);

    /// <summary>Bits of the widest dense weight.</summary>
    public int DenseBits => Lines.Where(l => l.Operator.Mode is EngineMode.Dense or EngineMode.Mask).Max(l => l.Operator.Convolution!.WeightBits);

    /// <summary>Bits of the widest depthwise weight, those of linear doublings included; 1 where there is none.</summary>
    public int DepthwiseBits => Lines.Where(l => l.Operator.Mode == EngineMode.Depthwise).Select(l => l.Operator.Convolution?.WeightBits ?? LinearWeightBits).DefaultIfEmpty(1).Max();

    /// <summary>Bits of the widest accumulator.</summary>
    public int AccumulatorBits => Lines.Max(l => l.Operator.Rule?.AccumulatorBits ?? OperandBits);

    /// <summary>The smallest shift of a rounding rule.</summary>
    public int LeastShift { get; } = Lines.Min(l => l.Operator.Rule?.Shift ?? int.MaxValue);

    /// <summary>Signed bits of B + half.</summary>
    public int OffsetBits => Widest(s => s.Offset);

    /// <summary>Signed bits of a rectifier's bias.</summary>
    public int RectifierBits => Widest(s => s.Rectifier);

    /// <summary>Words of scales of the operator that has most.</summary>
    public int MostScales => Lines.Max(l => l.ScaleWords);

    /// <summary>Rows of the highest window.</summary>
    public int MostRows => Lines.Max(l => l.Operator.Window.Rows);

    /// <summary>Turns of the longest row.</summary>
    public int MostTurns => Lines.Max(l => l.Turns);

    /// <summary>Whether any operator rectifies before it scales.</summary>
    public bool Rectifies => Lines.Any(l => l.Operator.Rule is { Rectifies: true });

    /// <summary>What the mask's logit is compared with.</summary>
    public int Threshold => Lines[^1].Operator.Threshold;

    /// <summary>Whether maps wait in memory beside the chip.</summary>
    public bool UsesMemory => RegionWords > 0;

    private int Widest(Func<EngineScale, long> of)
    {
        var values = Lines.SelectMany(l => l.Operator.Rule?.Scales ?? []).Select(of).DefaultIfEmpty(0).ToArray();
        return Core.FixedPoint.NumberFormat.SignedFor(values.Min(), values.Max()).Bits;
    }

    // Weights 1, 3 and 9 of a linear doubling.
    private const int LinearWeightBits = 5;

    // An integer of 8 bits with or without a sign.
    private const int OperandBits = 10;

    /// <summary>The program of these operators.</summary>
    /// <param name="operators">In the network's order.</param>
    /// <param name="lanes">Channels of a word.</param>
    /// <param name="passes">What is made when; null for one pass.</param>
    public static EngineProgram Of(ImmutableArray<EngineOperator> operators, int lanes, EnginePasses? passes = null)
    {
        var schedule = EngineSchedule.Of(operators, passes ?? EnginePasses.One(operators));
        var lines = new EngineLayout(lanes).Place(Raised(operators), schedule);
        var pages = EnginePages.Of(schedule, [.. lines.Select(l => l.RowWords)]);
        var region = lines.Where(l => l.Operator.Mode == EngineMode.Store).Sum(l => l.Operator.Shape.Height * l.Operator.Shape.Width * l.Groups);
        return new(lanes, lines, schedule, pages, region);
    }

    // Shifts are brought together, so that the engine chooses among few.
    private static ImmutableArray<EngineOperator> Raised(ImmutableArray<EngineOperator> operators)
    {
        var most = operators.Max(o => o.Rule?.Shift ?? 0);
        return [.. operators.Select(o => o.Rule is { } rule ? o with { Rule = rule.Raised(most) } : o)];
    }
}
