using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>MaxPool2d: the same operator; exact.</summary>
internal static class MaxPoolEmitter
{
    public static CarriedValue Emit(IntegerMaxPool2d op, EmitCall call) =>
        call.Write(call.Emit("MaxPool", "pool", [call.Read()], ConvEmitter.Window(op.Window)), Ending.Exact);
}
