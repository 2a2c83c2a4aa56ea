using System.Buffers.Binary;
using System.Text.Json;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Checkpoints;
using FpgaSeg.Import.Torch;

namespace FpgaSeg.Import.Safetensors;

/// <summary>The tensors of a safetensors file: eight bytes of header length, a JSON header, then the tensors' bytes.</summary>
internal sealed class SafetensorsFile(byte[] content, string at)
{
    private const int LengthBytes = sizeof(long);
    private const string Metadata = "__metadata__";
    private const int Nesting = 4;
    private int _start;

    /// <summary>The tensors in the order of their bytes.</summary>
    /// <exception cref="CheckpointRefusal">FS1420, FS1421.</exception>
    public IReadOnlyList<CheckpointTensor> Tensors()
    {
        using var header = Header();
        try
        {
            return Tensors(header.RootElement);
        }
        catch (InvalidOperationException)
        {
            throw Damaged("a name in its header is no Unicode text");
        }
    }

    private CheckpointTensor[] Tensors(JsonElement header)
    {
        var entries = new List<Entry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in header.EnumerateObject())
        {
            if (!names.Add(property.Name))
                throw Refuse(property.Name, "it is described twice");
            if (property.Name != Metadata)
                entries.Add(Read(property));
        }

        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        CheckOrder(entries);
        return [.. entries.Select(Tensor)];
    }

    private JsonDocument Header()
    {
        if (content.Length < LengthBytes)
            throw Damaged($"it has {content.Length} bytes");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(content);
        if (length > CheckpointLimits.Header || length > (ulong)(content.Length - LengthBytes))
            throw Damaged($"its header would have {length} bytes");
        _start = LengthBytes + (int)length;
        try
        {
            var header = JsonDocument.Parse(content.AsMemory(LengthBytes, (int)length), new JsonDocumentOptions { MaxDepth = Nesting });
            return header.RootElement.ValueKind == JsonValueKind.Object ? header : throw Damaged("its header is no JSON object");
        }
        catch (JsonException e)
        {
            throw Damaged($"its header is no JSON, line {e.LineNumber}, byte {e.BytePositionInLine}");
        }
    }

    private Entry Read(JsonProperty property)
    {
        var (name, value) = (property.Name, property.Value);
        if (value.ValueKind != JsonValueKind.Object || Text(value, "dtype") is not { } typeName || Numbers(value, "shape") is not { } dims
            || Numbers(value, "data_offsets") is not [var begin, var end])
            throw Refuse(name, "its description lacks dtype, shape or data_offsets");
        if (SafetensorsTypes.Find(typeName) is not { } type)
            throw Refuse(name, $"the element type '{PickleStack.Shown(typeName)}' is unknown");
        if (CheckpointTensor.CountOf(dims) is not { } count)
            throw Refuse(name, $"the shape {CheckpointTensor.ShapeText(dims)} is impossible");
        var room = content.Length - _start;
        if (begin < 0 || end < begin || end > room)
            throw Refuse(name, $"its bytes {begin} to {end} do not lie in the {room} that follow the header");
        return end - begin == count * type.Size
            ? new Entry(name, type, dims, (int)begin, (int)end)
            : throw Refuse(name, $"{CheckpointTensor.ShapeText(dims)} {type} elements take {count * type.Size} bytes, and {end - begin} are there");
    }

    /// <summary>Every byte belongs to one tensor: nothing hides between them.</summary>
    private void CheckOrder(List<Entry> entries)
    {
        var next = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != next)
                throw Refuse(entry.Name, entry.Begin < next ? $"it overlaps the tensor before it by {next - entry.Begin} bytes" : $"{entry.Begin - next} bytes before it belong to no tensor");
            next = entry.End;
        }

        if (next != content.Length - _start)
            throw Damaged($"{content.Length - _start - next} bytes at its end belong to no tensor");
    }

    private CheckpointTensor Tensor(Entry entry) => new(entry.Name, [.. entry.Dims], entry.Type, () =>
    {
        var data = new float[(entry.End - entry.Begin) / entry.Type.Size];
        for (var i = 0; i < data.Length; i++)
            data[i] = entry.Type.Read!(content.AsSpan(_start + entry.Begin + (i * entry.Type.Size), entry.Type.Size));
        return (Result<float[]>)data;
    });

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static long[]? Numbers(JsonElement value, string name)
    {
        if (!value.TryGetProperty(name, out var array) || array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > CheckpointLimits.Rank)
            return null;
        var numbers = new List<long>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number))
                return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private CheckpointRefusal Damaged(string reason) => new(SafetensorsErrors.Header(at, reason));

    private CheckpointRefusal Refuse(string name, string problem) => new(SafetensorsErrors.Tensor(at, PickleStack.Shown(name), problem));

    private sealed record Entry(string Name, ElementType Type, long[] Dims, int Begin, int End);
}
