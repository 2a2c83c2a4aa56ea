using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Import.Architectures;

/// <summary>
/// Folds a batch norm into the convolution before it, with the operations and roundings of PyTorch's ONNX exporter, so that a checkpoint
/// and the exporter's file of it give the same weights bit for bit. Scale s = gamma / sqrt(variance + epsilon), all in float32:
/// weight * s, (bias - mean) * s + beta; without a bias, beta - mean * s.
/// </summary>
internal static class BatchNormFolding
{
    private const float DefaultEpsilon = 1e-5f;

    public static void Fold(GraphProto graph, Dictionary<string, FilledWeight> weights)
    {
        var readers = graph.Node.SelectMany(n => n.Input).Concat(graph.Output.Select(o => o.Name)).CountBy(name => name).ToDictionary(StringComparer.Ordinal);
        var convs = graph.Node.Where(n => n.OpType == "Conv" && n.Input.Count > 1).ToDictionary(n => n.Output[0], StringComparer.Ordinal);
        foreach (var norm in graph.Node.Where(n => n.OpType == "BatchNormalization").ToArray())
        {
            if (norm.Input.Count != 5 || readers[norm.Input[0]] != 1 || !convs.TryGetValue(norm.Input[0], out var conv))
                continue;
            if (!weights.ContainsKey(conv.Input[1]) || !norm.Input.Skip(1).All(weights.ContainsKey) || !TryFold(conv, norm, weights))
                continue;
            conv.Output[0] = norm.Output[0];
            graph.Node.Remove(norm);
        }
    }

    private static bool TryFold(NodeProto conv, NodeProto norm, Dictionary<string, FilledWeight> weights)
    {
        var weight = weights[conv.Input[1]];
        var bias = conv.Input.Count > 2 ? weights.GetValueOrDefault(conv.Input[2]) : null;
        float[][] statistics = [.. norm.Input.Skip(1).Select(name => weights[name].Data)];
        var channels = (int)weight.Dims[0];
        var sound = channels > 0 && Array.TrueForAll(statistics, s => s.Length == channels) && (bias?.Data.Length ?? channels) == channels
            && (conv.Input.Count < 3 || bias is not null) && weight.Data.Length % channels == 0;
        var epsilon = norm.Attribute.FirstOrDefault(a => a.Name == "epsilon")?.F ?? DefaultEpsilon;
        if (!sound || Array.Exists(statistics[3], variance => !(variance + epsilon > 0)))
            return false; // the graph reader refuses it with its reason
        var (scaled, shifted) = Scaled(weight.Data, bias?.Data, statistics, epsilon);
        var name = conv.Name + "/folded";
        weights[name + ".weight"] = weight with { Data = scaled };
        weights[name + ".bias"] = new FilledWeight([channels], shifted);
        string[] inputs = [conv.Input[0], name + ".weight", name + ".bias"];
        conv.Input.Clear();
        conv.Input.AddRange(inputs);
        return true;
    }

    private static (float[] Weight, float[] Bias) Scaled(float[] weight, float[]? bias, float[][] statistics, float epsilon)
    {
        var (gamma, beta, mean, variance) = (statistics[0], statistics[1], statistics[2], statistics[3]);
        var (scaled, shifted) = (new float[weight.Length], new float[gamma.Length]);
        var perChannel = weight.Length / gamma.Length;
        for (var c = 0; c < gamma.Length; c++)
        {
            var scale = gamma[c] / MathF.Sqrt(variance[c] + epsilon);
            for (var i = c * perChannel; i < (c + 1) * perChannel; i++)
                scaled[i] = weight[i] * scale;
            shifted[c] = bias is null ? beta[c] - (mean[c] * scale) : ((bias[c] - mean[c]) * scale) + beta[c];
        }

        return (scaled, shifted);
    }
}
