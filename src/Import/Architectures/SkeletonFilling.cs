using System.Runtime.InteropServices;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Checkpoints;
using FpgaSeg.Import.Onnx;
using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf;

namespace FpgaSeg.Import.Architectures;

/// <summary>Puts a state dict's tensors into a network's graph.</summary>
internal static class SkeletonFilling
{
    /// <summary>The whole ONNX model; every tensor that cannot be read is reported.</summary>
    public static Result<ModelProto> Fill(ArchitectureFit fit, string at, long fileBytes)
    {
        var model = fit.Architecture.Skeleton.Clone();
        var used = model.Graph.Node.SelectMany(n => n.Input).ToHashSet(StringComparer.Ordinal);
        var weights = Decode([.. fit.Tensors.Where(t => used.Contains(t.Key))], new StateDictReading(at, fileBytes));
        return weights.Then(read => Complete(model, read));
    }

    private static Result<Dictionary<string, FilledWeight>> Decode(KeyValuePair<string, CheckpointTensor>[] tensors, StateDictReading reading)
    {
        var errors = reading.CheckSize(tensors.Select(t => t.Value)).ToList();
        if (errors.Count > 0)
            return Result<Dictionary<string, FilledWeight>>.Fail(errors);
        var weights = new Dictionary<string, FilledWeight>(StringComparer.Ordinal);
        foreach (var (initializer, tensor) in tensors)
        {
            var floats = reading.Floats(tensor);
            errors.AddRange(floats.Errors);
            if (floats.IsOk)
                weights[initializer] = new FilledWeight([.. tensor.Dims], floats.Value);
        }

        return errors.Count > 0 ? Result<Dictionary<string, FilledWeight>>.Fail(errors) : weights;
    }

    private static Result<ModelProto> Complete(ModelProto model, Dictionary<string, FilledWeight> weights)
    {
        AdaptShapes(model.Graph, weights);
        BatchNormFolding.Fold(model.Graph, weights);
        WriteWeights(model.Graph, weights);
        return model;
    }

    private static void AdaptShapes(GraphProto graph, Dictionary<string, FilledWeight> weights)
    {
        var published = graph.Initializer.ToDictionary(t => t.Name, t => t.Dims.ToArray(), StringComparer.Ordinal);
        var image = graph.Input.First(v => !published.ContainsKey(v.Name));
        foreach (var conv in graph.Node.Where(n => n.OpType is "Conv" && n.Input.Count > 1 && weights.ContainsKey(n.Input[1])))
        {
            var dims = weights[conv.Input[1]].Dims;
            WeightShapes.Adapt(conv, published[conv.Input[1]], dims);
            if (conv.Input[0] == image.Name && dims.Length == 4)
                image.Type.TensorType.Shape.Dim[1].DimValue = WeightShapes.InputChannels(conv, dims);
        }
    }

    private static void WriteWeights(GraphProto graph, Dictionary<string, FilledWeight> weights)
    {
        TensorProto[] constants = [.. graph.Initializer.Where(t => !Architecture.IsParameter(t))];
        graph.Initializer.Clear();
        graph.Initializer.AddRange(constants);
        var used = graph.Node.SelectMany(n => n.Input).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, weight) in weights.Where(w => used.Contains(w.Key)))
        {
            graph.Initializer.Add(new TensorProto
            {
                Name = name,
                DataType = TensorTypes.Float32,
                Dims = { weight.Dims },
                RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(weight.Data)),
            });
        }
    }
}

/// <summary>A decoded parameter.</summary>
internal sealed record FilledWeight(long[] Dims, float[] Data);
