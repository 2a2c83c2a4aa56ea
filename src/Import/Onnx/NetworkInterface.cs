using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf.Collections;

namespace FpgaSeg.Import.Onnx;

/// <summary>The one image that goes in and the one logit that comes out.</summary>
/// <param name="Inputs">Names of all inputs that are not initializers; one in a good model.</param>
/// <param name="InputShape">Shape of the image, or null where it could not be read.</param>
/// <param name="Outputs">Names of all outputs; one in a good model.</param>
internal sealed record NetworkInterface(string[] Inputs, FeatureShape? InputShape, string[] Outputs)
{
    public static NetworkInterface Read(GraphProto graph, string at, ImportOptions options, List<Diagnostic> errors)
    {
        var initializers = graph.Initializer.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var inputs = graph.Input.Where(v => !initializers.Contains(v.Name)).DistinctBy(v => v.Name).ToArray();
        string[] outputs = [.. graph.Output.Select(v => v.Name).Distinct()];
        if (outputs.Length != 1)
            errors.Add(OnnxErrors.Outputs(at, outputs));
        if (inputs.Length == 1)
            return new([inputs[0].Name], Image(inputs[0], at, options, errors), outputs);
        string[] names = [.. inputs.Select(v => v.Name)];
        errors.Add(OnnxErrors.Inputs(at, names));
        return new(names, InputShape: null, outputs);
    }

    private static FeatureShape? Image(ValueInfoProto value, string at, ImportOptions options, List<Diagnostic> errors)
    {
        var type = value.Type?.TensorType;
        var dims = type?.Shape?.Dim;
        if (type is null || dims is null || !TensorTypes.IsFloat(type.ElemType) || !IsOneImage(dims))
        {
            errors.Add(OnnxErrors.InputType(at, value.Name, Describe(type)));
            return null;
        }

        var height = options.Height ?? dims[2].DimValue;
        var width = options.Width ?? dims[3].DimValue;
        if (options.Height is null && height < 1)
            errors.Add(OnnxErrors.OpenSize(at, value.Name, "height"));
        if (options.Width is null && width < 1)
            errors.Add(OnnxErrors.OpenSize(at, value.Name, "width"));
        if ((options.Height is null && height < 1) || (options.Width is null && width < 1))
            return null;
        var shape = new FeatureShape(Saturate(dims[1].DimValue), Saturate(height), Saturate(width));
        if (MapLimits.Allows(shape))
            return shape;
        errors.Add(OnnxErrors.Size(at, value.Name, $"{dims[1].DimValue}x{height}x{width}"));
        return null;
    }

    /// <summary>Four dimensions, a batch of one or one left open, a known number of channels.</summary>
    private static bool IsOneImage(RepeatedField<TensorShapeProto.Types.Dimension> dims) =>
        dims.Count == 4 && (dims[0].DimValue is 0 or 1 or -1) && dims[1].DimValue >= 1;

    private static int Saturate(long value) => (int)Math.Clamp(value, int.MinValue, int.MaxValue);

    private static string Describe(TypeProto.Types.Tensor? type)
    {
        if (type is null)
            return "no tensor";
        var dims = type.Shape?.Dim.Select(d => d.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam ? d.DimParam
            : d.DimValue > 0 ? $"{d.DimValue}" : "?");
        return $"{TensorTypes.Name(type.ElemType)} of shape {(dims is null ? "unknown" : $"[{string.Join(", ", dims)}]")}";
    }
}
