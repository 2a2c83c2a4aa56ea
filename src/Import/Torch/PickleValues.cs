using System.Collections.Immutable;
using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Torch;

/// <summary>
/// What a pickle stream may hold besides null, bool, long, BigInteger, double, string and byte[]. Lists are List&lt;object?&gt;. A list or
/// dictionary may contain itself, so nothing here compares or prints by content.
/// </summary>
internal sealed class PickleTuple(object?[] items)
{
    public object?[] Items { get; } = items;
}

/// <summary>A dictionary in order of insertion; keys are strings, numbers and booleans.</summary>
internal sealed class PickleDictionary
{
    public OrderedDictionary<object, object?> Items { get; } = [];
}

/// <summary>An allow-listed name of the Python world: a constructor that <see cref="PickleConstructors"/> imitates, or a type.</summary>
internal sealed record PickleGlobal(string Name);

/// <summary>Marks where the operands of an opcode begin.</summary>
internal sealed class PickleMark
{
    public static readonly PickleMark Instance = new();
}

/// <summary>A record data/<paramref name="Key"/> of the archive.</summary>
internal sealed record TorchStorage(ElementType Type, string Key, long Count);

/// <summary>A tensor as a strided view of a storage; nothing about it has been checked yet.</summary>
internal sealed record TorchView(TorchStorage Storage, long Offset, ImmutableArray<long> Dims, ImmutableArray<long> Strides);
