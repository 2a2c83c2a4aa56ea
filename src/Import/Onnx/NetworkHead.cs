using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Functions;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx;

/// <summary>What a head is made for.</summary>
/// <param name="Output">Name of the output.</param>
/// <param name="At">The file, for messages.</param>
/// <param name="Class">Class that the user calls foreground, or null.</param>
internal sealed record HeadOptions(string Output, string At, int? Class);

/// <summary>The one map whose sign is the mask, from whatever a network ends in.</summary>
/// <param name="Logit">One channel.</param>
/// <param name="IsOutput">Whether the network returns just that, as 1 x 1 x rows x columns.</param>
internal sealed record NetworkHead(MapValue Logit, bool IsOutput)
{
    /// <summary>The head of a network that returns <paramref name="output"/>; null, with the error reported, where no mask follows from it.</summary>
    public static NetworkHead? Of(TensorValue output, HeadOptions options, GraphBuilder builder, ValueResolver resolver)
    {
        if (output.Map is null || output.Layout is null)
            return null;
        var map = InOrder(output, resolver);
        if (map is null)
            builder.Errors.Add(OnnxErrors.OutputLayout(options.At, options.Output, output.Layout, output.Map.Value));
        else if (output.Head is HeadKind.None or HeadKind.Mask && map.Map!.Value.Channels == 1)
            return Single(map, ReferenceEquals(map, output), options, builder, resolver);
        else if (Chosen(map, options, builder) is { } channel)
            return OfClass(map, channel, builder, resolver);
        return null;
    }

    private static NetworkHead Single(TensorValue map, bool isWhole, HeadOptions options, GraphBuilder builder, ValueResolver resolver)
    {
        if (options.Class is { } wanted and not 0)
            builder.Errors.Add(OnnxErrors.NoSuchClass(options.At, options.Output, wanted, 1));
        var logit = BeforeSigmoid(map);
        var plain = isWhole && logit is null && map.Head == HeadKind.None && map.Layout!.Equals(TensorLayout.ChannelsFirst(map.Map!.Value));
        return new(resolver.Apply(logit ?? map), plain);
    }

    /// <summary>Classes that compete are compared with each other; where each has a sigmoid of its own, one is taken alone.</summary>
    private static NetworkHead OfClass(TensorValue map, int channel, GraphBuilder builder, ValueResolver resolver)
    {
        FloatOperator op = BeforeSigmoid(map) is null ? new FloatMargin(channel) : new FloatChannelSelect([channel]);
        var scores = resolver.Apply(BeforeSigmoid(map) ?? map);
        return new(builder.Emit("class", op, [scores], map.Map!.Value with { Channels = 1 }), IsOutput: false);
    }

    /// <summary>The value with rows and columns whole and in this order, wherever its channels are; null where that cannot be had.</summary>
    private static TensorValue? InOrder(TensorValue output, ValueResolver resolver)
    {
        var expected = TensorLayout.ChannelsFirst(output.Map!.Value).Dims.Skip(2).SelectMany(parts => parts);
        var found = output.Layout!.Dims.SelectMany(dim => dim).ToArray();
        var spatial = TensorLayout.Of([found.Where(part => part.Axis != MapAxis.Channel)]);
        if (found.Count(part => part.Axis == MapAxis.Channel) < 2 && spatial.Equals(TensorLayout.Of([expected])))
            return output;
        return output.Head == HeadKind.None && resolver.Arrange(output) is { } arranged ? TensorValue.Of(arranged) : null;
    }

    /// <summary>The value before a sigmoid (hard or not) that comes last: sigmoid(x) &gt; 1/2 is x &gt; 0. Null where there is none.</summary>
    private static TensorValue? BeforeSigmoid(TensorValue output)
    {
        if (output.Head != HeadKind.None || output.IsPlain)
            return null;
        if (output.Function is UnaryExpression { Function: var last, Operand: var operand } && IsSigmoid(last))
            return output.Operand is { } before && before.Function == operand ? before with { Layout = output.Layout } : output with { Function = operand };
        return FunctionMatch.Find(output.Function) is { } whole && IsSigmoid(whole) ? output with { Function = ScalarExpression.Source } : null;
    }

    private static bool IsSigmoid(ActivationFunction function) =>
        function.Equals(ActivationFunction.Sigmoid)
        || (function.Name.StartsWith("hardsigmoid(", StringComparison.Ordinal) && function.Evaluate(0) == 0.5 && function.Evaluate(1) > 0.5);

    /// <summary>The channel that is the foreground; of two that compete it is the second unless the user says otherwise.</summary>
    private static int? Chosen(TensorValue map, HeadOptions options, GraphBuilder builder)
    {
        var shape = map.Map!.Value;
        if (map.Head == HeadKind.Probability)
            return map.Class;
        if (options.Class is { } given && given >= 0 && given < shape.Channels)
            return given;
        if (options.Class is { } wanted)
            builder.Errors.Add(OnnxErrors.NoSuchClass(options.At, options.Output, wanted, shape.Channels));
        else if (shape.Channels == 2 && BeforeSigmoid(map) is null)
            return 1;
        else
            builder.Errors.Add(OnnxErrors.NotALogit(options.At, options.Output, shape));
        return null;
    }
}
