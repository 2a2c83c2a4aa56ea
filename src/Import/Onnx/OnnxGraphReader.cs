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
        var resolver = new ValueResolver(builder);
        builder.Errors.AddRange(errors);
        DefineGiven(builder, model.Graph, network, fileName);
        ReadNodes(builder, resolver, nodes, network, opset, fileName);
        return Finish(builder, resolver, network, options, fileName).Then<ImportedModel>(end => new ImportedModel(
            end.Graph,
            SourceSha256: "",
            network.Inputs[0],
            network.Output!,
            opset,
            $"{model.ProducerName} {model.ProducerVersion}".Trim(),
            ReturnsLogit: end.ReturnsLogit && !network.IsChannelsLast));
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
            builder.Maps[name] = Values.TensorValue.Unknown;
        if (network is { Inputs: [var input], Image: { } shape })
            builder.Maps[input] = network.InputValue(builder.Emit(input, new FloatInput(), [], shape));
    }

    private static void ReadNodes(
        GraphBuilder builder, ValueResolver resolver, OnnxNode[] nodes, NetworkInterface network, int opset, string at)
    {
        var given = builder.Maps.Keys.Concat(builder.Constants.Keys).ToHashSet(StringComparer.Ordinal);
        string[] outputs = network.Output is { } output ? [output] : network.Outputs;
        var order = NodeOrder.Of(nodes, given, outputs, builder.Errors, at);
        foreach (var name in order.SelectMany(node => node.Reads).Concat(outputs))
            builder.ReadCount[name] = builder.ReadCount.GetValueOrDefault(name) + 1;
        foreach (var node in order)
            new NodeReading(node, builder, resolver, opset).Run();
    }

    private static Result<(Graph.DataflowGraph<FloatNode> Graph, bool ReturnsLogit)> Finish(
        GraphBuilder builder, ValueResolver resolver, NetworkInterface network, ImportOptions options, string at)
    {
        NetworkHead? head = null;
        if (builder.Errors.Count == 0)
        {
            if (!builder.Maps.TryGetValue(network.Output!, out var value))
                return OnnxErrors.Unreached(at, network.Inputs[0], network.Output!);
            head = NetworkHead.Of(value, network.Output!, at, options.Class, builder, resolver);
        }

        if (head is null || builder.Errors.Count > 0)
            return Result<(Graph.DataflowGraph<FloatNode>, bool)>.Fail(builder.Errors);
        return builder.Finish(head.Logit) is { } graph ? (graph, head.IsOutput) : OnnxErrors.Unreached(at, network.Inputs[0], network.Output!);
    }
}
