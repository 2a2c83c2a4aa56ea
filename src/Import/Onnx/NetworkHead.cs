using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Functions;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx;

/// <summary>The one map whose sign is the mask, from whatever a network ends in.</summary>
/// <param name="Logit">One channel.</param>
/// <param name="IsOutput">Whether the network returns just that, as 1 x 1 x rows x columns.</param>
internal sealed record NetworkHead(MapValue Logit, bool IsOutput)
{
    /// <summary>The head of a network that returns <paramref name="output"/>; null, with the error reported, where no mask follows from it.</summary>
    /// <param name="output">What it returns.</param>
    /// <param name="name">Name of the output.</param>
    /// <param name="at">The file, for messages.</param>
    /// <param name="wanted">Class that the user calls foreground, or null.</param>
    /// <param name="builder">The graph so far.</param>
    /// <param name="resolver">Makes maps of values.</param>
    public static NetworkHead? Of(TensorValue output, string name, string at, int? wanted, GraphBuilder builder, ValueResolver resolver)
    {
        if (output.Map is not { } map || output.Layout is not { } layout)
            return null;
        if (output.Head is HeadKind.None or HeadKind.Mask && map.Channels == 1)
            return Single(output, name, at, wanted, builder, resolver);
        var margin = output.Head == HeadKind.Probability ? output.Class : Chosen(output, name, at, wanted, builder);
        if (margin is not { } channel)
            return null;
        if (Stripped(output) is { } independent)
        {
            // One sigmoid per class: the classes do not compete.
            var scores = resolver.Arrange(independent) ?? MapValue.Unknown;
            return new(builder.Emit("class", new FloatChannelSelect([channel]), [scores], map with { Channels = 1 }), IsOutput: false);
        }

        var arranged = output.Head == HeadKind.None ? resolver.Arrange(output) : resolver.Apply(output);
        if (arranged is { } logits && logits.Shape is { } shape)
            return new(builder.Emit("class", new FloatMargin(channel), [logits], shape with { Channels = 1 }), IsOutput: false);
        builder.Errors.Add(OnnxErrors.OutputLayout(at, name, layout, map));
        return null;
    }

    private static NetworkHead? Single(TensorValue output, string name, string at, int? wanted, GraphBuilder builder, ValueResolver resolver)
    {
        if (wanted is > 0)
            builder.Errors.Add(OnnxErrors.NoSuchClass(at, name, wanted.Value, 1));
        var (map, layout) = (output.Map!.Value, output.Layout!);
        var spatial = TensorLayout.Of([.. layout.Dims.Where(parts => !parts.IsEmpty).Select(parts => parts.AsEnumerable())]);
        var expected = TensorLayout.ChannelsFirst(map).Dims.Where(parts => !parts.IsEmpty).Select(parts => parts.AsEnumerable());
        var value = Stripped(output) ?? output;
        var plain = ReferenceEquals(value, output) && output.Head == HeadKind.None && layout.Equals(TensorLayout.ChannelsFirst(map));
        if (spatial.Equals(TensorLayout.Of(expected)))
            return new(resolver.Apply(value), plain);
        if (resolver.Arrange(value) is { Shape: { Channels: 1 } } arranged)
            return new(arranged, plain);
        builder.Errors.Add(OnnxErrors.OutputLayout(at, name, layout, map));
        return null;
    }

    /// <summary>The value before a sigmoid that comes last: sigmoid(x) &gt; 1/2 is x &gt; 0. Null where there is none.</summary>
    private static TensorValue? Stripped(TensorValue output)
    {
        if (output.Head != HeadKind.None)
            return null;
        var isSigmoid = ActivationFunction.Sigmoid.Equals(FunctionMatch.Find(output.Function));
        return output.Function is UnaryExpression { Function.Name: "sigmoid" } last ? output with { Function = last.Operand }
            : isSigmoid ? output with { Function = ScalarExpression.Source }
            : null;
    }

    private static int? Chosen(TensorValue output, string name, string at, int? wanted, GraphBuilder builder)
    {
        var map = output.Map!.Value;
        if (wanted is { } given && (given < 0 || given >= map.Channels))
            builder.Errors.Add(OnnxErrors.NoSuchClass(at, name, given, map.Channels));
        else if (wanted is { } valid)
            return valid;
        else if (map.Channels == 2 && Stripped(output) is null)
            return 1; // background and foreground
        else
            builder.Errors.Add(OnnxErrors.NotALogit(at, name, map));
        return null;
    }
}
