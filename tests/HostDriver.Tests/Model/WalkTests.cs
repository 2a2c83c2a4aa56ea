using FpgaSeg.Protocol.Design;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace FpgaSeg.HostDriver.Tests.Model;

/// <summary>
/// Random walks of host and board over a line that loses, adds, doubles, flips and repeats bytes, with boards that are reset, hosts that start anew and timers that run out early:
/// every mask is right and every walk ends. FsCheck shortens the faults of a walk that fails. A million steps or more.
/// </summary>
public sealed class WalkTests(ITestOutputHelper log)
{
    private const int Walks = 1050;
    private const long LeastSteps = 1_000_000;

    private static readonly Gen<LineFault[]> Faults =
        from count in Gen.Choose(0, 40)
        from longest in Gen.Elements(5, 60, 400, 1500)
        from faults in Gen.ArrayOf(
            from gap in Gen.Choose(0, longest)
            from kind in Gen.Choose(0, (int)ByteFault.Repeated)
            from bit in Gen.Choose(0, 255)
            select new LineFault(gap, (ByteFault)kind, bit),
            count)
        select faults;

    private static readonly Gen<WalkPlan> Plans =
        from seed in Gen.Choose(0, int.MaxValue)
        from width in Gen.Choose(4, 40)
        from height in Gen.Choose(3, 12)
        from payload in Gen.Choose(16, 60)
        from window in Gen.Choose(0, 200)
        from down in Faults
        from up in Faults
        from resets in Gen.Choose(0, 2)
        from polls in Gen.Choose(0, 8)
        select new WalkPlan(
            seed, new ModelShape(6, payload, payload + window, new ImageGeometry(width, height, 1), new MaskGeometry(width, height)), down, up, resets, polls);

    [Fact]
    public void Every_mask_is_right_and_every_walk_ends()
    {
        long steps = 0;
        Prop.ForAll(Arb.From(Plans, Shorter), plan =>
        {
            try
            {
                steps += new Walk(plan).Run();
                return true.Label("");
            }
            catch (ModelViolationException violation)
            {
                return false.Label(violation.Message);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Walks).WithReplay(20_261_121, 7));
        log.WriteLine($"{steps} steps");
        Assert.True(steps >= LeastSteps, $"{steps} steps");
    }

    /// <summary>Fewer faults, then fewer other disturbances.</summary>
    private static IEnumerable<WalkPlan> Shorter(WalkPlan plan)
    {
        foreach (var down in Shorter(plan.Down))
            yield return plan with { Down = down };
        foreach (var up in Shorter(plan.Up))
            yield return plan with { Up = up };
        if (plan.Resets > 0)
            yield return plan with { Resets = plan.Resets - 1 };
        if (plan.EarlyPolls > 0)
            yield return plan with { EarlyPolls = plan.EarlyPolls - 1 };
    }

    private static IEnumerable<LineFault[]> Shorter(LineFault[] faults)
    {
        if (faults.Length > 1)
        {
            yield return faults[..(faults.Length / 2)];
            yield return faults[(faults.Length / 2)..];
        }

        for (var i = 0; i < faults.Length; i++)
            yield return [.. faults[..i], .. faults[(i + 1)..]];
    }
}
