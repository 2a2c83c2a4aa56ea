using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>A row that an operator makes: what the engine does in one go.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Row">The row of its map.</param>
/// <param name="Pass">The pass over the image.</param>
/// <param name="Sweep">The sweep of the pass in which it is made.</param>
/// <param name="GivenBack">Rows of operands that are given back behind it.</param>
public readonly record struct EngineStep(int Operator, int Row, int Pass, int Sweep, int GivenBack = 0);

/// <summary>When rows of one map are given back: by the last of its readers in a pass, so many rows behind its window, that no reader misses them.</summary>
/// <param name="Readers">By pass, the operator that gives them back; null where the map is not made, or held.</param>
/// <param name="Lag">Rows.</param>
public sealed record EngineRelease(ImmutableArray<int?> Readers, int Lag);

/// <summary>
/// The rows of a frame in the order in which the engine makes them, which depends on shapes alone, and how long each waits in a page.
/// </summary>
/// <param name="Passes">How often the engine goes over its program, and what it makes each time.</param>
/// <param name="Steps">All rows.</param>
/// <param name="Sweeps">Sweeps over the program in each pass.</param>
/// <param name="Releases">One per operator.</param>
/// <param name="MostRows">Rows of each operator's map that wait at once, the one being made included; 0 where it makes no map.</param>
/// <param name="Events">Pages taken (operator) and given back (-1 - operator), in order.</param>
public sealed record EngineSchedule(
    EnginePasses Passes, ImmutableArray<EngineStep> Steps, ImmutableArray<int> Sweeps, ImmutableArray<EngineRelease> Releases, ImmutableArray<int> MostRows, ImmutableArray<int> Events)
{
    /// <summary>The schedule of a program.</summary>
    public static EngineSchedule Of(ImmutableArray<EngineOperator> operators, EnginePasses passes)
    {
        var periods = PeriodsOf(operators, passes);
        var (steps, sweeps) = new EngineOrder(operators, passes, periods).Run();
        var releases = new EngineReleases(operators, passes);
        return releases.GiveBack(steps, releases.Find(steps), sweeps) with { Periods = periods };
    }

    /// <summary>By operator, every how many sweeps it makes a row: a power of two, so that its map is finished no later than the highest one of its passes allows.</summary>
    public ImmutableArray<int> Periods { get; init; }

    /// <inheritdoc cref="Periods"/>
    public static ImmutableArray<int> PeriodsOf(ImmutableArray<EngineOperator> operators, EnginePasses passes)
    {
        var highest = passes.Active.Select(a => operators.Where((_, i) => a[i]).Max(o => o.Shape.Height)).ToArray();
        int Highest(int index) => Math.Max(highest[passes.FirstOf(index)], passes.IsTwice(index) ? highest[passes.FirstOf(index) + 1] : 0);
        return [.. operators.Select((o, i) => 1 << System.Numerics.BitOperations.Log2((uint)(Highest(i) / o.Shape.Height)))];
    }
}
