using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx;
using FpgaSeg.Import.Onnx.Values;
using Google.Protobuf;

namespace FpgaSeg.Import.Tests.Conformance;

/// <summary>What became of a node test.</summary>
internal enum Verdict
{
    /// <summary>The importer refuses it.</summary>
    Refused,

    /// <summary>Right on maps, by the float executor.</summary>
    Map,

    /// <summary>Right as the head of a network: the mask of every class.</summary>
    Head,

    /// <summary>Right as constant arithmetic of the importer.</summary>
    Constant,

    /// <summary>Other numbers than ONNX's: a bug.</summary>
    Wrong,
}

/// <summary>Runs one node test on the importer and the float executor.</summary>
internal static class ConformanceRun
{
    private static readonly HashSet<string> PerImage =
    [
        "Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool", "BatchNormalization", "DepthToSpace",
        "SpaceToDepth", "Pad", "PRelu", "Resize", "Upsample", "Gemm", "MatMul", "Squeeze", "Unsqueeze", "Constant",
    ];

    public static (Verdict Verdict, string Detail) Of(NodeTest test)
    {
        OnnxArray?[] read = [.. test.Inputs.Concat(test.Outputs).Select(OnnxArray.Read)];
        if (Array.IndexOf(read, null) is >= 0 and var strange)
            return (Verdict.Refused, $"it holds {TensorTypes.Name(test.Inputs.Concat(test.Outputs).ElementAt(strange).DataType)}");
        OnnxArray[] inputs = [.. read[..test.Inputs.Count].Select(a => a!)], outputs = [.. read[test.Inputs.Count..].Select(a => a!)];
        var (verdict, detail) = OnMaps(test, inputs, outputs);
        if (verdict != Verdict.Refused)
            return (verdict, detail);
        var constant = OnConstants(test, outputs);
        return constant.Verdict == Verdict.Refused ? (Verdict.Refused, detail.Length > 0 ? detail : constant.Detail) : constant;
    }

    private static (Verdict Verdict, string Detail) OnMaps(NodeTest test, OnnxArray[] inputs, OnnxArray[] outputs)
    {
        var batch = inputs is [{ Dims: [> 1 and var n, _, ..] }, ..] && IsPerImage(test) ? (int)n : 1;
        var worst = (Verdict.Refused, "");
        for (var i = 0; i < batch; i++)
        {
            var images = batch == 1 ? inputs : [inputs[0].Image(i), .. inputs[1..]];
            if (ImageModel.Of(test, images) is not { } model)
                return (Verdict.Refused, "");
            worst = OnImage(test, model, batch == 1 ? outputs : Array.ConvertAll(outputs, o => o.Image(i)));
            if (worst.Item1 is Verdict.Refused or Verdict.Wrong)
                return worst;
        }

        return worst;
    }

    /// <summary>Whether every image of a batch is computed by itself; its second dimension is then the channels.</summary>
    public static bool IsPerImage(NodeTest test) =>
        test.Operators.All(op => PerImage.Contains(op) || (op == "Transpose" && test.Operators.Contains("MatMul"))) // of its constant matrix
        && !test.Operators.All(op => op is "Squeeze" or "Unsqueeze" or "Constant");

    private static (Verdict Verdict, string Detail) OnImage(NodeTest test, ImageModel model, OnnxArray[] outputs)
    {
        var worst = (Verdict.Map, "");
        for (var i = 0; i < outputs.Length && i < test.Model.Graph.Output.Count; i++)
        {
            var name = test.Model.Graph.Output[i].Name;
            var read = OnnxGraphReader.ReadNodes(model.Model, test.Name, new ImportOptions(Output: name));
            if (read.Builder.Errors.Count > 0)
                return (Verdict.Refused, read.Builder.Errors[0].ToString());
            if (read.Builder.Constants.TryGetValue(name, out var constant))
                worst = Judged(OnnxArray.Read(constant)!, outputs[i], Verdict.Map);
            else if (read.Builder.Maps[name] is { Head: not HeadKind.None })
                worst = MaskOfEveryClass(model, name, outputs[i]);
            else if (read.Resolver.Apply(read.Builder.Maps[name]) is var map && read.Builder.Errors.Count > 0)
                return (Verdict.Refused, read.Builder.Errors[0].ToString());
            else
                worst = Judged(Run(read, map, read.Builder.Maps[name].Layout!, model.Image, outputs[i].Type), outputs[i], Verdict.Map);
            if (worst.Item1 == Verdict.Wrong)
                return worst;
        }

        return worst;
    }

    private static (Verdict Verdict, string Detail) OnConstants(NodeTest test, OnnxArray[] outputs)
    {
        var model = ConstantModel.Of(test);
        for (var i = 0; i < outputs.Length && i < test.Model.Graph.Output.Count; i++)
        {
            var name = test.Model.Graph.Output[i].Name;
            var read = OnnxGraphReader.ReadNodes(model, test.Name, new ImportOptions(Output: name));
            if (read.Builder.Errors.Count > 0 || !read.Builder.Constants.TryGetValue(name, out var constant))
                return (Verdict.Refused, read.Builder.Errors.FirstOrDefault()?.ToString() ?? "");
            if (Judged(OnnxArray.Read(constant)!, outputs[i], Verdict.Constant) is { Verdict: Verdict.Wrong } wrong)
                return wrong;
        }

        return (Verdict.Constant, "");
    }

    private static (Verdict Verdict, string Detail) Judged(OnnxArray actual, OnnxArray expected, Verdict good) =>
        actual.DifferenceFrom(expected) is { } difference ? (Verdict.Wrong, difference) : (good, "");

    /// <summary>The value as ONNX lays it out.</summary>
    private static OnnxArray Run(ReadNetwork read, MapValue value, TensorLayout layout, FeatureMap<float> image, int type)
    {
        var map = new FloatExecutor(read.Builder.GraphOf(value)!).Run(image)[^1];
        var parts = layout.Dims.SelectMany(dim => dim).ToArray();
        var data = new double[map.Shape.Count];
        for (var i = 0; i < data.Length; i++)
        {
            var (at, rest) = (new int[3], i);
            for (var p = parts.Length - 1; p >= 0; p--)
            {
                at[(int)parts[p].Axis] += rest % parts[p].Size * parts[p].Stride;
                rest /= parts[p].Size;
            }

            data[i] = map[at[0], at[1], at[2]];
        }

        return new OnnxArray(type, layout.Sizes, data);
    }

    /// <summary>A softmax or argmax is right if, for every class, the mask is where that class is the largest.</summary>
    private static (Verdict Verdict, string Detail) MaskOfEveryClass(ImageModel model, string name, OnnxArray expected)
    {
        var classes = model.Image.Shape.Channels;
        var pixels = model.Image.Shape.Pixels;
        var ranking = expected.Data.Length == pixels ? [.. model.Image.Data.Select(v => (double)v)] : ImageModel.Permuted(expected, model.Order);
        for (var k = 0; k < classes; k++)
        {
            var imported = OnnxImporter.Import(model.Model.ToByteArray(), name, new ImportOptions(Output: name, Class: k));
            if (!imported.IsOk)
                return (Verdict.Refused, imported.Errors[0].ToString());
            var mask = new FloatExecutor(imported.Value.Graph).Run(model.Image)[^1].Data;
            for (var i = 0; i < pixels; i++)
            {
                var scores = Enumerable.Range(0, classes).Select(c => ranking[(c * pixels) + i]).ToArray();
                var isTie = scores.Count(s => s == scores.Max()) > 1;
                var wanted = expected.Data.Length == pixels ? expected.Data[i] == k : scores[k] == scores.Max();
                if (!isTie && (mask[i] > 0) != wanted)
                    return (Verdict.Wrong, $"pixel {i}, class {k}: the mask is {mask[i]}");
            }
        }

        return (Verdict.Head, "");
    }
}
