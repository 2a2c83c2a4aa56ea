using FpgaSeg.Import.Onnx.Format;
using Google.Protobuf;

namespace FpgaSeg.Export.Format;

/// <summary>Attributes of ONNX nodes.</summary>
internal static class Attributes
{
    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = 2, I = value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, Type = 3, S = ByteString.CopyFromUtf8(value) };

    public static AttributeProto Ints(string name, params long[] values) => new() { Name = name, Type = 7, Ints = { values } };
}
