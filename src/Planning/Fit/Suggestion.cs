namespace FpgaSeg.Planning.Fit;

/// <summary>A change after which the design fits and is as fast as was asked for; its plan shows that it does.</summary>
/// <param name="Change">What to do, an imperative clause.</param>
/// <param name="Result">The plan after the change.</param>
public sealed record Suggestion(string Change, PlanFit Result)
{
    /// <summary>The change with the frame rate that the plan gives.</summary>
    public override string ToString() => FormattableString.Invariant($"{Change} ({Result.FramesPerSecond:0.0} frames/s)");
}
