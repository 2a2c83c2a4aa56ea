using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Import.Onnx.Functions;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx;

/// <summary>
/// Turns values into maps when an operator needs them: applies the function that is still pending, and brings the layout to
/// 1 x channels x rows x columns. What is asked for twice is made once.
/// </summary>
internal sealed class ValueResolver(GraphBuilder builder)
{
    private readonly Dictionary<(int Node, string Function), MapValue> _applied = [];
    private readonly Dictionary<(int Node, TensorLayout Layout), MapValue> _arranged = [];

    /// <summary>The map with its function applied, whatever the layout.</summary>
    public MapValue Apply(TensorValue value)
    {
        if (value.IsPlain || value.Map is not { } map || value.Node < 0)
            return new MapValue(value.Node, value.Map);
        var key = (value.Node, value.Function.Text);
        if (_applied.TryGetValue(key, out var known))
            return known;
        if (value.Source is { } source && FunctionMatch.NotFiniteAt(value.Function) is { } x)
            builder.Errors.Add(NodeErrors.NotFinite(source, value.Function.Text, x));
        var result = new MapValue(value.Node, map);
        foreach (var step in FunctionSteps.Of(value.Function, map.Channels))
            result = builder.Emit(value.Source!.Name, step, [result], map);
        return _applied[key] = result;
    }

    /// <summary>The map as 1 x channels x rows x columns; null where its layout cannot be brought there.</summary>
    public MapValue? Arrange(TensorValue value)
    {
        var map = Apply(value);
        if (map.Shape is not { } shape || value.Layout is not { } layout || layout.Equals(TensorLayout.ChannelsFirst(shape)))
            return map;
        if (MapRearrangement.Plan(shape, layout) is not { } steps)
            return null;
        if (map.Node < 0)
            return new MapValue(-1, steps.Count == 0 ? shape : steps[^1].Shape);
        if (_arranged.TryGetValue((map.Node, layout), out var known))
            return known;
        var name = builder.Maker(map)!.Name;
        var result = map;
        foreach (var step in steps)
            result = builder.Emit(name + "/layout", step.Operator, [result], step.Shape);
        return _arranged[(map.Node, layout)] = result;
    }
}
