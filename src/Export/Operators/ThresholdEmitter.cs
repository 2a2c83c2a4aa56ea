using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>Threshold: Greater and Cast. The comparison is with T + 1/2, which no integer is near, so that float noise cannot change a bit.</summary>
internal static class ThresholdEmitter
{
    public static CarriedValue Emit(IntegerThreshold op, EmitCall call, string tensor)
    {
        var limit = call.Scalar("limit", (op.Threshold + 0.5) * call.Input.Scale);
        return call.Carrier.Mask(call.Node, tensor, call.Emit("Greater", "greater", [call.Read(), limit]));
    }
}
