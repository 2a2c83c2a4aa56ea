using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf.Collections;
using Dimension = FpgaSeg.Import.Onnx.Format.TensorShapeProto.Types.Dimension;

namespace FpgaSeg.Import.Onnx;

/// <summary>Reads the image input: NCHW, or NHWC as TensorFlow has it; open sizes come from the options.</summary>
internal static class ImageInput
{
    private const int MostPixelChannels = 4;
    private const int LeastSide = 8;

    public static (FeatureShape? Shape, bool IsChannelsLast) Read(
        ValueInfoProto value, GraphProto graph, string at, ImportOptions options, List<Diagnostic> errors)
    {
        var type = value.Type?.TensorType;
        var dims = type?.Shape?.Dim;
        var last = dims is { Count: 4 } && IsChannelsLast(dims, value.Name, graph);
        if (type is null || dims is null || !TensorTypes.IsFloat(type.ElemType) || !IsOneImage(dims, last ? 3 : 1))
        {
            errors.Add(OnnxErrors.InputType(at, value.Name, Describe(type)));
            return (null, last);
        }

        var channels = dims[last ? 3 : 1].DimValue;
        var height = options.Height ?? dims[last ? 1 : 2].DimValue;
        var width = options.Width ?? dims[last ? 2 : 3].DimValue;
        if (options.Height is null && height < 1)
            errors.Add(OnnxErrors.OpenSize(at, value.Name, "height"));
        if (options.Width is null && width < 1)
            errors.Add(OnnxErrors.OpenSize(at, value.Name, "width"));
        if ((options.Height is null && height < 1) || (options.Width is null && width < 1))
            return (null, last);
        var shape = new FeatureShape(Saturate(channels), Saturate(height), Saturate(width));
        if (MapLimits.Allows(shape))
            return (shape, last);
        errors.Add(OnnxErrors.Size(at, value.Name, $"{channels}x{height}x{width}"));
        return (null, last);
    }

    /// <summary>
    /// A transpose to NCHW right after the input, or a last dimension that can be colours beside sides that cannot: both are what TensorFlow
    /// exporters write.
    /// </summary>
    private static bool IsChannelsLast(RepeatedField<Dimension> dims, string name, GraphProto graph)
    {
        var readers = graph.Node.Where(node => node.Input.Contains(name)).ToArray();
        if (readers.Length > 0 && readers.All(IsTransposeToChannelsFirst))
            return true;
        return dims[3].DimValue is >= 1 and <= MostPixelChannels && IsSide(dims[1]) && IsSide(dims[2]);
    }

    private static bool IsTransposeToChannelsFirst(NodeProto node) =>
        node.OpType == "Transpose" && node.Attribute.Any(a => a.Name == "perm" && a.Ints.SequenceEqual([0L, 3, 1, 2]));

    private static bool IsSide(Dimension dim) => dim.DimValue is < 1 or >= LeastSide;

    /// <summary>Four dimensions, a batch of one or one left open, a known number of channels.</summary>
    private static bool IsOneImage(RepeatedField<Dimension> dims, int channels) =>
        dims.Count == 4 && (dims[0].DimValue is 0 or 1 or -1) && dims[channels].DimValue >= 1;

    private static int Saturate(long value) => (int)Math.Clamp(value, int.MinValue, int.MaxValue);

    private static string Describe(TypeProto.Types.Tensor? type)
    {
        if (type is null)
            return "no tensor";
        var dims = type.Shape?.Dim.Select(d => d.ValueCase == Dimension.ValueOneofCase.DimParam ? d.DimParam
            : d.DimValue > 0 ? $"{d.DimValue}" : "?");
        return $"{TensorTypes.Name(type.ElemType)} of shape {(dims is null ? "unknown" : $"[{string.Join(", ", dims)}]")}";
    }
}
