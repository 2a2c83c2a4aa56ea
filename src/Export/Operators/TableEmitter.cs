using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>
/// Table: Gather of the entries, exact. Gather counts negative indices from the end, so that a signed input x finds entry x &amp; 255 by itself.
/// </summary>
internal static class TableEmitter
{
    public static CarriedValue Emit(IntegerTable op, EmitCall call) =>
        call.Carrier.Lookup(call.Node, call.Scale, call.Carrier.ReadIndex(call.Input, call.Name), op.Entries);
}
