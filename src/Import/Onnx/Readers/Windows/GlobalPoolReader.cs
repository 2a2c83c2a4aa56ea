using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>GlobalAveragePool and GlobalMaxPool: one value per channel.</summary>
internal sealed class GlobalPoolReader(string opType) : IOnnxOperatorReader
{
    public string OpType => opType;

    public IReadOnlyCollection<string> Attributes => [];

    public void Read(NodeReading reading)
    {
        var map = reading.Map(0);
        if (map.Shape is not { } shape)
            return;
        var kind = opType == "GlobalMaxPool" ? Reduction.Largest : Reduction.Mean;
        var (op, reduced) = Reduction.Over(shape, kind, [MapAxis.Row, MapAxis.Column])!.Value;
        reading.Define(reading.Emit(op, reduced, map));
    }
}
