using System.Collections.Immutable;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.Reports.Plan;

/// <summary>When a stage works within the first frame.</summary>
/// <param name="Start">Cycle of its first pixel.</param>
/// <param name="End">Cycle of its last one.</param>
public readonly record struct StageSpan(long Start, long End);

/// <summary>All that the page of a plan shows.</summary>
/// <param name="File">File name of the package.</param>
/// <param name="ModelId">Its SHA-256.</param>
/// <param name="Tool">Name and version of the writer.</param>
/// <param name="Fit">The plan on its board.</param>
/// <param name="Relief">What would relieve the bottleneck, or null.</param>
/// <param name="Advice">Changes after which it fits.</param>
public sealed record PlanContent(string File, string ModelId, string Tool, PlanFit Fit, Relief? Relief, ImmutableArray<Suggestion> Advice)
{
    /// <summary>When each stage works, one per stage. By default from the plan's latency model; a simulation that counts cycles sets what it counted.</summary>
    public ImmutableArray<StageSpan> Spans { get; init; } = [.. Fit.Stages.Select(s => new StageSpan(s.StartCycle, s.StartCycle + s.Folding.Cycles))];

    /// <summary>Where <see cref="Spans"/> come from, a sentence.</summary>
    public string SpanBasis { get; init; } =
        "From the plan's latency model: a stage starts when its latest input has its first pixel, and works at its own pace as if no other held it up; in truth a fast stage waits for slow ones beside it.";
}
