using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Import.Onnx.Format;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx;

/// <summary>The one image that goes in and the value that decides the mask.</summary>
/// <param name="Inputs">Names of all inputs that are not initializers; one in a good model.</param>
/// <param name="Image">Shape of the image, or null where it could not be read.</param>
/// <param name="IsChannelsLast">Whether the input is 1 x rows x columns x channels.</param>
/// <param name="Output">Name of the output that is read, or null where there is none or no choice was made.</param>
/// <param name="Outputs">Names of all outputs; without a choice every node that leads to one of them is checked.</param>
internal sealed record NetworkInterface(string[] Inputs, FeatureShape? Image, bool IsChannelsLast, string? Output, string[] Outputs)
{
    /// <summary>The input as a value, once the float graph has its node.</summary>
    public TensorValue InputValue(MapValue map) => TensorValue.Of(
        map, map.Shape is not { } shape ? null : IsChannelsLast ? TensorLayout.ChannelsLast(shape) : TensorLayout.ChannelsFirst(shape));

    public static NetworkInterface Read(GraphProto graph, string at, ImportOptions options, List<Diagnostic> errors)
    {
        var initializers = graph.Initializer.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var inputs = graph.Input.Where(v => !initializers.Contains(v.Name)).DistinctBy(v => v.Name).ToArray();
        string[] outputs = [.. graph.Output.Select(v => v.Name).Distinct()];
        var output = ChooseOutput(graph, outputs, at, options, errors);
        if (inputs.Length == 1)
        {
            var (image, channelsLast) = ImageInput.Read(inputs[0], graph, at, options, errors);
            return new([inputs[0].Name], image, channelsLast, output, outputs);
        }

        string[] names = [.. inputs.Select(v => v.Name)];
        errors.Add(OnnxErrors.Inputs(at, names));
        return new(names, Image: null, IsChannelsLast: false, output, outputs);
    }

    /// <summary>The output that the user names, which may be any value; else the only one.</summary>
    private static string? ChooseOutput(GraphProto graph, string[] outputs, string at, ImportOptions options, List<Diagnostic> errors)
    {
        if (options.Output is { } wanted)
        {
            if (outputs.Contains(wanted, StringComparer.Ordinal) || graph.Node.Any(node => node.Output.Contains(wanted)))
                return wanted;
            errors.Add(OnnxErrors.NoSuchOutput(at, wanted, outputs));
            return null;
        }

        if (outputs.Length == 1)
            return outputs[0];
        errors.Add(OnnxErrors.Outputs(at, outputs));
        return null;
    }
}
