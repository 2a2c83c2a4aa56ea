using FpgaSeg.Export.Format;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export;

/// <summary>An input as the source network took it, turned back into pixels: (x * deviation + mean), rounded to a multiple of 1 / 255.</summary>
internal static class FloatImage
{
    public static CarriedValue Emit(GraphEmitter emitter, IntegerNode input, InputNormalization normalization, double scale)
    {
        var writer = emitter.Writer;
        var real = writer.Names.Take(input.Name);
        writer.Input(real, ElementType.Float, input.Shape);
        if (!normalization.IsUnitRange)
        {
            real = writer.Node("Mul", input.Name + "/deviation/mul", [real, PerChannel(writer, input.Name + "/deviation", normalization.StandardDeviation)]);
            real = writer.Node("Add", input.Name + "/mean/add", [real, PerChannel(writer, input.Name + "/mean", normalization.Mean)]);
        }

        return emitter.Carrier.Write(input with { Name = input.Name + "/pixels" }, scale, real, Ending.Rounded);
    }

    private static string PerChannel(GraphWriter writer, string name, IReadOnlyCollection<double> values) =>
        writer.Constant(name, Tensors.Floats(values, 1, values.Count, 1, 1));
}
