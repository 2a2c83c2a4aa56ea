using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Foldings;
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
        var manifest = new DesignManifest(
            Format,
            _tool,
            target.ModelId,
            "",
            target.Board.Name,
            target.ClockHz,
            new ImageGeometry(graph.Input.Shape.Width, graph.Input.Shape.Height, graph.Input.Shape.Channels),
            new MaskGeometry(graph.Output.Shape.Width, graph.Output.Shape.Height),
            new LinkParameters(target.Board.Link.MaxPayload, target.Board.Link.ReceiveBuffer),
            new DesignPrediction(plan.CyclesPerFrame, plan.LatencyCycles, plan.BoundCycles, plan.Macs, plan.Dsp, Basis(plan, target)),
            [.. plan.Stages.Select(Operator)],
            [.. plan.Skips.Select(s => Skip(plan, s))],
            [.. graph.Nodes.Select((n, i) => new DesignTensor(
                i, n.Name, n.Shape.Channels, n.Shape.Height, n.Shape.Width, n.Format.Bits, n.Format.IsSigned))],
            files.ToImmutableSortedDictionary(
                f => f.Key, f => Convert.ToHexStringLower(SHA256.HashData(f.Value.AsSpan())), StringComparer.Ordinal));
        return manifest with { DesignId = DesignManifestJson.IdOf(manifest) };
    }

    private static DesignOperator Operator(StagePlan plan)
    {
        var shape = plan.Stage.Outputs.IsEmpty ? plan.Stage.Input.Shape : plan.Stage.Output.Shape;
        return new DesignOperator(
            plan.Stage.Name, KindName.Of(plan.Stage), shape.Channels, shape.Height, shape.Width, plan.Macs, plan.Folding.Cycles, plan.Folding.Dsp);
    }

    private static DesignSkip Skip(HardwarePlan plan, SkipPlan skip) => new(
        plan.Graph.Source.Nodes[skip.Stream.Stream.Node].Name,
        plan.Graph.Source.Nodes[skip.To.Node].Name,
        skip.Policy,
        skip.Stream.Depth,
        skip.Stream.Stream.BitsPerPixel);

    private static string Basis(HardwarePlan plan, DesignTarget target)
    {
        var over = plan.Dsp > target.DspBudget
            ? $" The cheapest folding needs {plan.Dsp} DSP of the {target.DspBudget} allowed: it does not fit without moving multipliers to logic."
            : "";
        return "Predictions from the plan, not measured: cycles of a stage = pixels visited (padding included) x folds, one or two products per DSP " +
            $"and cycle, pipelines that never stall. FIFO depths: {StreamDepths.Basis}.{over}";
    }
}
