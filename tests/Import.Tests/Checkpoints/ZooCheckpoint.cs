using System.Buffers.Binary;
using System.Text;
using FpgaSeg.Import.Architectures;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>Checkpoints of the zoo's networks, for tests that need their shapes and no particular weights.</summary>
internal static class ZooCheckpoint
{
    /// <summary>A safetensors file in which every element is one half.</summary>
    public static byte[] Of(Architecture architecture)
    {
        var (header, offset) = (new StringBuilder("{"), 0L);
        foreach (var parameter in architecture.Parameters)
        {
            var bytes = 2 * parameter.Dims.Aggregate(1L, (a, b) => a * b);
            header.Append(offset == 0 ? "" : ",").Append(
                $$"""  "{{parameter.Name}}": {"dtype": "F16", "shape": [{{string.Join(',', parameter.Dims)}}], "data_offsets": [{{offset}}, {{offset + bytes}}] }  """);
            offset += bytes;
        }

        var text = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        var content = new byte[8 + text.Length + offset];
        BinaryPrimitives.WriteInt64LittleEndian(content, text.Length);
        text.CopyTo(content, 8);
        for (var i = 8 + text.Length; i < content.Length; i += 2)
            BinaryPrimitives.WriteHalfLittleEndian(content.AsSpan(i), (Half)0.5);
        return content;
    }
}
