using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using FpgaSeg.Boards;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;
using FpgaSeg.Protocol.Design;

namespace FpgaSeg.HlsGen.Output;

/// <summary>Writes the plan down as design.json.</summary>
internal static class ManifestBuilder
{
    private const int Format = 1;

    private static readonly string _tool =
        $"fpgaseg {typeof(ManifestBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}";

    public static DesignManifest Build(
        HardwarePlan plan, DesignTarget target, ImmutableSortedDictionary<string, ImmutableArray<byte>> files)
    {
        var graph = plan.Graph.Source;
        double blocks(int units) => (double)units / BlockRamTiling.UnitsPerBlock(DeviceFamilies.Of(target.Board).BlockRam);
        var manifest = new DesignManifest(
            Format,
            _tool,
            target.ModelId,
            "",
            target.Board.Name,
            target.ClockHz,
            new ImageGeometry(graph.Input.Shape.Width, graph.Input.Shape.Height, graph.Input.Shape.Channels, plan.ImagePasses),
            new MaskGeometry(graph.Output.Shape.Width, graph.Output.Shape.Height),
            new LinkParameters(target.Board.Link.MaxPayload, target.Board.Link.ReceiveBuffer),
            new DesignPrediction(plan.CyclesPerFrame, plan.LatencyCycles, plan.BoundCycles, plan.Macs, plan.Dsp, blocks(plan.BlockRamUnits), Basis(plan, target)),
            [.. plan.Stages.Select(s => Operator(s, blocks(s.Memories.Sum(m => m.Units))))],
            [.. plan.Skips.Select(s => Skip(plan, s))],
            [.. graph.Nodes.Select((n, i) => new DesignTensor(
                i, n.Name, n.Shape.Channels, n.Shape.Height, n.Shape.Width, n.Format.Bits, n.Format.IsSigned))],
            files.ToImmutableSortedDictionary(
                f => f.Key, f => Convert.ToHexStringLower(SHA256.HashData(f.Value.AsSpan())), StringComparer.Ordinal));
        return manifest with { DesignId = DesignManifestJson.IdOf(manifest) };
    }

    private static DesignOperator Operator(StagePlan plan, double blockRam)
    {
        var shape = plan.Stage.Outputs.IsEmpty ? plan.Stage.Input.Shape : plan.Stage.Output.Shape;
        return new DesignOperator(
            plan.Stage.Name, KindName.Of(plan.Stage), shape.Channels, shape.Height, shape.Width, plan.Macs, plan.Folding.Cycles, plan.Folding.Dsp, blockRam);
    }

    private static DesignSkip Skip(HardwarePlan plan, SkipPlan skip) => new(
        plan.Graph.Source.Nodes[skip.Stream.Stream.Node].Name,
        plan.Graph.Source.Nodes[skip.To.Node].Name,
        skip.PolicyName,
        skip.Stream.Depth,
        skip.Stream.Stream.BitsPerPixel,
        ExternalRegion.Frames * (skip.Region?.BytesPerFrame ?? 0));

    private static string Basis(HardwarePlan plan, DesignTarget target)
    {
        var over = plan.Dsp > target.DspBudget
            ? $" The cheapest folding needs {plan.Dsp} DSP of the {target.DspBudget} allowed: it does not fit."
            : "";
        var (units, available) = (plan.BlockRamUnits, ExternalChoice.Available(target.Board));
        if (units > available)
            over += $" Its memories need {(double)units / available:P0} of the block RAM: it does not fit.";
        if (plan.Engine is not null)
            return $"Predictions from the plan, not measured: cycles = turns of the engine's loops, which C simulation counts too, and assumed pipelines (docs/engine.md); block RAM = memories cut into primitives, as a tool may choose otherwise. LUT are estimated by fpgaseg plan.{over}";
        return "Predictions from the plan, not measured: cycles of a stage = pixels visited (padding included) x folds, one or two products per DSP " +
            $"and cycle, pipelines that never stall; block RAM = memories cut into primitives, as a tool may choose otherwise. LUT are estimated by fpgaseg plan. FIFO depths: {StreamDepths.Basis}.{over}";
    }
}
