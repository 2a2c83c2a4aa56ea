using System.Buffers.Binary;
using System.Text;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>Errors of safetensors files, on a file of twelve bytes of tensors.</summary>
internal static class BadSafetensors
{
    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<Diagnostic>>> All = new Dictionary<string, Func<IEnumerable<Diagnostic>>>
    {
        ["FS1420"] = () => Import([1, 2, 3]),
        ["FS1420_length"] = () => Import([255, 255, 255, 255, 0, 0, 0, 0, (byte)'{']),
        ["FS1420_json"] = () => Header("{\"a\": "),
        ["FS1420_list"] = () => Header("[]"),
        ["FS1420_rest"] = () => Header(Tensor("a", "F32", "[2]", 0, 8)),
        ["FS1420_text"] = () => Header("""{"\ud800": {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]}}"""),
        ["FS1421"] = () => Header(Tensor("a", "F32", "[3]", 0, 8)),
        ["FS1421_overlap"] = () => Header(Tensor("a", "F32", "[2]", 0, 8), Tensor("b", "F32", "[2]", 4, 12)),
        ["FS1421_hole"] = () => Header(Tensor("a", "F32", "[1]", 0, 4), Tensor("b", "F32", "[1]", 8, 12)),
        ["FS1421_outside"] = () => Header(Tensor("a", "F32", "[4]", 0, 16)),
        ["FS1421_shape"] = () => Header(Tensor("a", "F32", "[-1, -3]", 0, 12)),
        ["FS1421_type"] = () => Header(Tensor("a", "F4", "[3]", 0, 12)),
        ["FS1421_lacks"] = () => Header("{\"a\": {\"dtype\": \"F32\", \"shape\": 3}}"),
        ["FS1421_twice"] = () => Header(Tensor("a", "F32", "[1]", 0, 4), Tensor("a", "F32", "[2]", 4, 12)),
    };

    private static string Tensor(string name, string type, string shape, int begin, int end) =>
        $$"""{"{{name}}": {"dtype": "{{type}}", "shape": {{shape}}, "data_offsets": [{{begin}}, {{end}}] } }""";

    private static IEnumerable<Diagnostic> Header(params string[] objects)
    {
        var text = Encoding.UTF8.GetBytes(string.Join(", ", objects).Replace(" } }, {", " }, ", StringComparison.Ordinal));
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return Import([.. length, .. text, .. new byte[12]]);
    }

    private static IEnumerable<Diagnostic> Import(byte[] content) => CheckpointFixture.Import(content, "model.safetensors").Errors;
}
