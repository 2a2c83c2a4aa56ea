using FpgaSeg.Core.Tensors;
using FpgaSeg.Import.Onnx;
using FpgaSeg.Import.Onnx.Format;
using static FpgaSeg.Import.Tests.ModelBuilder;

namespace FpgaSeg.Import.Tests.Conformance;

/// <summary>
/// A node test with its tensors made of one image. Tensors of other than four dimensions become an image by a reshape in front of them;
/// several maps are stacked as channels of the image and sliced out again; what remains becomes constants.
/// </summary>
/// <param name="Model">The model, whose only input is the image.</param>
/// <param name="Image">The image.</param>
/// <param name="Order">Order of the test's dimensions in the image.</param>
internal sealed record ImageModel(ModelProto Model, FeatureMap<float> Image, long[] Order)
{
    private static readonly HashSet<string> Pairs =
        ["Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "Sum", "Concat", "Mean", "Greater", "GreaterOrEqual", "Where"];

    /// <summary>The model, or null where the first input is no map of floats.</summary>
    public static ImageModel? Of(NodeTest test, IReadOnlyList<OnnxArray> inputs)
    {
        if (inputs.Count == 0 || !inputs[0].IsFloat || inputs[0].Data.Length == 0)
            return null;
        var names = test.InputNames;
        var stacked = Enumerable.Range(0, inputs.Count)
            .Where(i => i == 0 || (test.Operators.Any(Pairs.Contains) && inputs[i].IsFloat && inputs[i].Dims.SequenceEqual(inputs[0].Dims)))
            .ToArray();
        var model = test.Model.Clone();
        model.Graph.Input.Clear();
        var builder = new ModelBuilder(model);
        for (var i = 0; i < names.Length; i++)
        {
            if (!stacked.Contains(i))
                model.Graph.Initializer.Add(Named(test.Inputs[i], names[i]));
        }

        var dims = inputs[0].Dims;
        var axis = ChannelAxis(test, dims.Length);
        var isImage = stacked.Length == 1 && dims is [1, _, _, _] && axis is 1 or < 0;
        var order = isImage ? [0, 1, 2, 3] : OrderOf(dims.Length, Math.Max(axis, 0));
        return new(model, Wire(builder, names, inputs, stacked, order, isImage), order);
    }

    /// <summary>Puts the nodes in front that make the test's tensors of the image.</summary>
    private static FeatureMap<float> Wire(
        ModelBuilder builder, string[] names, IReadOnlyList<OnnxArray> inputs, int[] stacked, long[] moved, bool isImage)
    {
        var dims = inputs[0].Dims;
        var base3 = isImage ? new FeatureShape((int)dims[1], (int)dims[2], (int)dims[3]) : Shape([.. moved.Select(d => dims[d])]);
        var data = stacked.SelectMany(i => Permuted(inputs[i], moved)).ToArray();
        var shape = base3 with { Channels = base3.Channels * stacked.Length };
        builder.Input(isImage ? names[0] : "the_image", [1, shape.Channels, shape.Height, shape.Width]);
        var front = new List<NodeProto>();
        for (var k = 0; k < stacked.Length && !isImage; k++)
        {
            var part = stacked.Length == 1 ? "the_image" : $"the_image_{k}";
            if (stacked.Length > 1)
                front.Add(builder.Slice("the_image", part, k * base3.Channels, (k + 1) * base3.Channels));
            front.AddRange(builder.Rearrange(part, names[stacked[k]], [.. moved.Select(d => dims[d])], moved));
        }

        var nodes = front.Concat(builder.Graph.Node).ToArray();
        builder.Graph.Node.Clear();
        builder.Graph.Node.AddRange(nodes);
        return new FeatureMap<float>(shape, [.. data.Select(v => (float)v)]);
    }

    /// <summary>The axis that the operator needs as channels, or -1 for any.</summary>
    private static int ChannelAxis(NodeTest test, int rank)
    {
        if (test.Model.Graph.Node.FirstOrDefault(n => n.OpType is "ArgMax" or "Softmax" or "LogSoftmax") is not { } node)
            return ConformanceRun.IsPerImage(test) && rank is 2 or 3 or 5 ? 1 : -1;
        var standard = node.OpType == "ArgMax" ? 0 : test.Model.OpsetImport.Max(o => o.Version) < 13 ? 1 : -1;
        var axis = node.Attribute.FirstOrDefault(a => a.Name == "axis")?.I ?? standard;
        return (int)(axis < 0 ? axis + rank : axis);
    }

    private static long[] OrderOf(int rank, int first) => [.. new[] { (long)first }.Concat(Enumerable.Range(0, rank).Where(i => i != first).Select(i => (long)i)).Take(rank)];

    private static FeatureShape Shape(long[] dims) => dims switch
    {
        [] => new(1, 1, 1),
        [var a] => new(1, 1, (int)a),
        [var a, var b] => new((int)a, 1, (int)b),
        [var a, var b, .. var rest] => new((int)a, (int)b, (int)rest.Aggregate(1L, (x, y) => x * y)),
    };

    /// <summary>The elements with the dimensions in another order.</summary>
    public static double[] Permuted(OnnxArray array, long[] order)
    {
        var (strides, index) = (new long[array.Dims.Length], new long[array.Dims.Length]);
        for (long i = array.Dims.Length - 1, stride = 1; i >= 0; stride *= array.Dims[i--])
            strides[i] = stride;
        var data = new double[array.Data.Length];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = array.Data[order.Select((d, k) => strides[d] * index[k]).Sum()];
            for (var k = order.Length - 1; k >= 0 && ++index[k] == array.Dims[order[k]]; k--)
                index[k] = 0;
        }

        return data;
    }

    private static TensorProto Named(TensorProto tensor, string name)
    {
        var copy = tensor.Clone();
        copy.Name = name;
        return copy;
    }
}
