using System.Text;
using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>Pickle streams that make an unpickler recurse, copy or allocate without end.</summary>
internal static class Bombs
{
    private const int Many = 200_000;

    public static readonly IReadOnlyDictionary<string, Func<byte[]>> All = new Dictionary<string, Func<byte[]>>
    {
        ["nested tuples"] = () => [0x80, 2, (byte)')', .. Repeat([0x85], Many), (byte)'.'],
        ["nested lists"] = () => [0x80, 2, .. Repeat("]"u8, Many), .. Repeat("a"u8, Many - 1), (byte)'.'],
        ["nested dictionaries"] = () => [0x80, 2, .. Repeat("}U\u0001a"u8, Many), (byte)'N', .. Repeat("s"u8, Many), (byte)'.'],
        ["a dictionary that contains itself"] = () => [0x80, 2, .. "}q\0U\u0001ah\0s."u8],
        ["a list that contains itself"] = () => [0x80, 2, .. "}U\u0001a]q\0h\0as."u8],
        ["a tuple of its own copies, doubled again and again"] = () => [0x80, 2, (byte)')', .. Repeat([(byte)'2', 0x86], Many), (byte)'.'],
        ["dictionaries that share one dictionary"] = () => [0x80, 2, .. "}q\0"u8, .. Repeat("}U\u0001ah\0sq\0"u8, 20_000), (byte)'.'],
        ["marks"] = () => [0x80, 2, .. Repeat("("u8, Many), (byte)'t', (byte)'.'],
        ["a text of 4 GiB"] = () => [0x80, 2, (byte)'X', 255, 255, 255, 255, (byte)'a', (byte)'.'],
        ["a text of a negative length"] = () => [0x80, 4, 0x8d, .. Repeat([255], 8), (byte)'a', (byte)'.'],
        ["bytes of 16 EiB"] = () => [0x80, 4, 0x8e, .. Repeat([255], 7), 127, (byte)'.'],
        ["an integer of 2 GiB"] = () => [0x80, 2, 0x8b, 255, 255, 255, 127, 1, (byte)'.'],
        ["an integer of 70 kB"] = () => [0x80, 2, 0x8b, 0, 0, 1, 0, .. Repeat([255], 1 << 16), (byte)'.'],
        ["a memo index of 4 billion"] = () => [0x80, 2, .. "Nr"u8, 255, 255, 255, 255, (byte)'j', 255, 255, 255, 255, (byte)'.'],
        ["a memo of many entries"] = () => [0x80, 4, (byte)'N', .. Repeat([0x94], Many), (byte)'.'],
        ["a name without end"] = () => [0x80, 2, (byte)'c', .. Repeat("a"u8, Many)],
        ["names with control characters"] = () => [0x80, 2, .. "c\u001b[31mos\nsystem\n."u8],
        ["more steps than allowed"] = () => Repeat("N0"u8, (CheckpointLimits.Steps / 2) + 1),
        ["a list of everything"] = () => [0x80, 2, (byte)']', (byte)'(', .. Repeat("N"u8, Many), .. "e."u8],
        ["a tensor of 2^62 elements"] = () => Tensor([1L << 31, 1L << 31], [0, 0], 1),
        ["a tensor whose strides leave 64 bits"] = () => Tensor([1L << 62, 4], [1L << 62, 1L << 62], long.MaxValue),
        ["a tensor of nine dimensions"] = () => Tensor([1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1], 1),
        ["no value"] = () => [0x80, 2, (byte)'.'],
        ["nothing"] = () => [],
    };

    private static byte[] Repeat(ReadOnlySpan<byte> bytes, int times)
    {
        var repeated = new byte[bytes.Length * times];
        for (var i = 0; i < times; i++)
            bytes.CopyTo(repeated.AsSpan(i * bytes.Length));
        return repeated;
    }

    private static byte[] Tensor(long[] dims, long[] strides, long elements)
    {
        byte[] storage = [.. "(X"u8, 7, 0, 0, 0, .. "storagectorch\nFloatStorage\nX"u8, 1, 0, 0, 0, .. "0X"u8, 3, 0, 0, 0, .. "cpu"u8, .. Long(elements), (byte)'t', (byte)'Q'];
        byte[] shape = [.. "("u8, .. dims.SelectMany(Long), .. "t("u8, .. strides.SelectMany(Long), (byte)'t'];
        byte[] tensor = [.. Encoding.UTF8.GetBytes("ctorch._utils\n_rebuild_tensor_v2\n("), .. storage, .. Long(0), .. shape, 0x89, .. "}tR"u8];
        return [0x80, 2, .. "}U\u0001w"u8, .. tensor, .. "s."u8];
    }

    private static byte[] Long(long value) => [0x8a, 8, .. BitConverter.GetBytes(value)];
}
