using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Emits x * scale[c] + shift[c]; onto another such operator it is put as one.</summary>
internal static class AffineEmitter
{
    /// <summary>The value in the layout of <paramref name="value"/>.</summary>
    public static TensorValue Emit(NodeReading reading, TensorValue value, double[] scale, double[] shift)
    {
        var map = reading.Apply(value);
        if (reading.Maker(map) is { Operator: FloatAffine before } maker)
        {
            map = reading.InputOf(maker);
            shift = [.. shift.Select((b, c) => (before.Shift[c] * scale[c]) + b)];
            scale = [.. scale.Select((a, c) => before.Scale[c] * a)];
        }

        var op = new FloatAffine([.. scale.Select(a => (float)a)], [.. shift.Select(b => (float)b)]);
        return TensorValue.Of(reading.Emit(op, map.Shape, map), value.Layout);
    }
}
