using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Cast of a map between float types, which changes nothing here, or of a mask or class index at the network's end.</summary>
internal sealed class CastReader : IOnnxOperatorReader
{
    public string OpType => "Cast";

    public IReadOnlyCollection<string> Attributes => ["saturate", "to"];

    public void Read(NodeReading reading)
    {
        var value = reading.TensorOrHead(0);
        var type = (int)reading.Attributes.Int("to", TensorTypes.Float32);
        if (!TensorTypes.IsFloat(type) && value.Head is HeadKind.None)
            reading.Attributes.Refuse(
                "to", TensorTypes.Name(type), "maps are float until FpgaSeg quantizes them.", "give the float model, without casts to integers.");
        reading.Define(value);
    }
}
