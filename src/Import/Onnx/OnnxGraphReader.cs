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
        var read = ReadNodes(model, fileName, options);
        return Finish(read, options, fileName).Then<ImportedModel>(end => new ImportedModel(
            end.Graph,
            SourceSha256: "",
            read.Network.Inputs[0],
            read.Network.Output!,
            read.Opset,
            $"{model.ProducerName} {model.ProducerVersion}".Trim(),
            ReturnsLogit: end.ReturnsLogit && !read.Network.IsChannelsLast));
    }

    /// <summary>Reads every node that the output needs; errors are in the builder.</summary>
    public static ReadNetwork ReadNodes(ModelProto model, string fileName, ImportOptions options)
    {
        var errors = new List<Diagnostic>();
        var opset = Opset(model, fileName, errors);
        var network = NetworkInterface.Read(model.Graph, fileName, options, errors);
        var nodes = OnnxNode.All(model.Graph, fileName, network.Inputs);
        var builder = new GraphBuilder([.. network.Inputs, .. nodes.Select(n => n.Name)]);
        var read = new ReadNetwork(builder, new ValueResolver(builder), network, opset);
        builder.Errors.AddRange(errors);
        DefineGiven(builder, model.Graph, network, fileName);
        ReadInOrder(read, nodes, fileName);
        return read;
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

        foreach (var name in graph.SparseInitializer.Select(t => t.Values?.Name ?? ""))
        {
            builder.Errors.Add(TensorErrors.Type(at, name, "sparse values", "dense ones"));
            builder.Maps[name] = Values.TensorValue.Unknown;
        }

        foreach (var name in network.Inputs)
            builder.Maps[name] = Values.TensorValue.Unknown;
        if (network is { Inputs: [var input], Image: { } shape })
            builder.Maps[input] = network.InputValue(builder.Emit(input, new FloatInput(), [], shape));
    }

    private static void ReadInOrder(ReadNetwork read, OnnxNode[] nodes, string at)
    {
        var builder = read.Builder;
        var given = builder.Maps.Keys.Concat(builder.Constants.Keys).ToHashSet(StringComparer.Ordinal);
        string[] outputs = read.Network.Output is { } output ? [output] : read.Network.Outputs;
        var order = NodeOrder.Of(nodes, given, outputs, builder.Errors, at);
        foreach (var name in order.SelectMany(node => node.Reads).Concat(outputs))
            builder.ReadCount[name] = builder.ReadCount.GetValueOrDefault(name) + 1;
        foreach (var node in order)
            new NodeReading(node, builder, read.Resolver, read.Opset).Run();
    }

    private static Result<(Graph.DataflowGraph<FloatNode> Graph, bool ReturnsLogit)> Finish(ReadNetwork read, ImportOptions options, string at)
    {
        var (builder, network) = (read.Builder, read.Network);
        NetworkHead? head = null;
        if (builder.Errors.Count == 0)
        {
            if (!builder.Maps.TryGetValue(network.Output!, out var value))
                return OnnxErrors.Unreached(at, network.Inputs[0], network.Output!);
            head = NetworkHead.Of(value, new HeadOptions(network.Output!, at, options.Class), builder, read.Resolver);
        }

        if (head is null || builder.Errors.Count > 0)
            return Result<(Graph.DataflowGraph<FloatNode>, bool)>.Fail(builder.Errors);
        return builder.Finish(head.Logit) is { } graph ? (graph, head.IsOutput) : OnnxErrors.Unreached(at, network.Inputs[0], network.Output!);
    }
}

/// <summary>A model whose nodes have been read, before its head is made.</summary>
internal sealed record ReadNetwork(GraphBuilder Builder, ValueResolver Resolver, NetworkInterface Network, int Opset);
