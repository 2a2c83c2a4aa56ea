using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Import.Onnx;

/// <summary>Turns a parsed model into a float graph. Errors are collected over all nodes before it gives up.</summary>
internal static class OnnxGraphReader
{
    public const int FirstOpset = 7;
    public const int LastOpset = 24;

    public static Result<ImportedModel> Read(ModelProto model, string fileName, ImportOptions options)
    {
        var errors = new List<Diagnostic>();
        var opset = Opset(model, fileName, errors);
        var network = NetworkInterface.Read(model.Graph, fileName, options, errors);
        var nodes = OnnxNode.All(model.Graph, fileName, network.Inputs);
        var builder = new GraphBuilder([.. network.Inputs, .. nodes.Select(n => n.Name)]);
        builder.Errors.AddRange(errors);
        DefineGiven(builder, model.Graph, network, fileName);
        ReadNodes(builder, nodes, network, opset, fileName);
        return Finish(builder, network, fileName).Then<ImportedModel>(graph => new ImportedModel(
            graph,
            SourceSha256: "",
            network.Inputs[0],
            network.Outputs[0],
            opset,
            $"{model.ProducerName} {model.ProducerVersion}".Trim(),
            builder.EndsInSigmoid));
    }

    private static int Opset(ModelProto model, string at, List<Diagnostic> errors)
    {
        var versions = model.OpsetImport.Where(o => o.Domain is "" or "ai.onnx").Select(o => o.Version).ToArray();
        if (versions is [>= FirstOpset and <= LastOpset])
            return (int)versions[0];
        errors.Add(OnnxErrors.Opset(
            at, versions.Length == 0 ? "no ONNX operator set" : $"ONNX operator set {string.Join(" and ", versions)}"));
        return LastOpset;
    }

    private static void DefineGiven(GraphBuilder builder, GraphProto graph, NetworkInterface network, string at)
    {
        foreach (var tensor in graph.Initializer)
        {
            if (!builder.Constants.TryAdd(tensor.Name, tensor))
                builder.Errors.Add(OnnxErrors.ProducedTwice(at, tensor.Name));
        }

        foreach (var name in network.Inputs)
            builder.Maps[name] = MapValue.Unknown;
        if (network is { Inputs: [var input], InputShape: { } shape })
            builder.Maps[input] = builder.Emit(input, new FloatInput(), [], shape);
        builder.Outputs.UnionWith(network.Outputs);
    }

    private static void ReadNodes(GraphBuilder builder, OnnxNode[] nodes, NetworkInterface network, int opset, string at)
    {
        var given = builder.Maps.Keys.Concat(builder.Constants.Keys).ToHashSet(StringComparer.Ordinal);
        var order = NodeOrder.Of(nodes, given, network.Outputs, builder.Errors, at);
        foreach (var name in order.SelectMany(node => node.Reads).Concat(network.Outputs))
            builder.ReadCount[name] = builder.ReadCount.GetValueOrDefault(name) + 1;
        foreach (var node in order)
            new NodeReading(node, builder, opset).Run();
    }

    private static Result<Graph.DataflowGraph<FloatNode>> Finish(GraphBuilder builder, NetworkInterface network, string at)
    {
        if (builder.Errors.Count > 0)
            return Result<Graph.DataflowGraph<FloatNode>>.Fail(builder.Errors);
        var (input, output) = (network.Inputs[0], network.Outputs[0]);
        if (!builder.Maps.TryGetValue(output, out var logit))
            return OnnxErrors.Unreached(at, input, output);
        if (logit.Shape is { Channels: not 1 } shape)
            return OnnxErrors.NotALogit(at, output, shape);
        return builder.Finish(logit) is { } graph ? graph : OnnxErrors.Unreached(at, input, output);
    }
}
