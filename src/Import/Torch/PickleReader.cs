using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Torch;

/// <summary>A cursor over a pickle stream.</summary>
internal sealed class PickleReader(ReadOnlyMemory<byte> stream, string at)
{
    /// <summary>Python pickles long integers at any length; a state dict has none beyond 64 bits.</summary>
    private const int LongestInteger = 255;
    private const int LongestLine = 1024;

    public int Position { get; private set; }

    /// <summary>Ends the reading with FS1405.</summary>
    public CheckpointRefusal Damaged(string reason) => new(TorchErrors.Pickle(at, Position, reason));

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    /// <summary>A big-endian double, as pickle has it.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A length in <paramref name="size"/> bytes: 1, 4 or 8.</summary>
    public long Length(int size) => size switch
    {
        1 => Byte(),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(Take(4)),
        _ => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
    };

    public string Text(long length) => Encoding.UTF8.GetString(Take(length));

    public byte[] Bytes(long length) => Take(length).ToArray();

    /// <summary>A little-endian two's complement integer of <paramref name="length"/> bytes: a long, or else a BigInteger.</summary>
    public object Integer(long length)
    {
        if (length > LongestInteger)
            throw Damaged($"an integer of {length} bytes");
        var value = new BigInteger(Take(length));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    /// <summary>Text up to the next line feed.</summary>
    public string Line()
    {
        var rest = stream.Span[Position..];
        var end = rest[..Math.Min(rest.Length, LongestLine)].IndexOf((byte)'\n');
        if (end < 0)
            throw Damaged("a name does not end");
        var text = Encoding.UTF8.GetString(Take(end));
        Position++;
        return text;
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > stream.Length - Position)
            throw Damaged($"{count} bytes are announced and {stream.Length - Position} are left");
        var taken = stream.Span.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }
}
