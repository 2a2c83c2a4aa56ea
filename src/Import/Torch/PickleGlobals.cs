using System.Collections.Frozen;
using FpgaSeg.Import.Checkpoints;

namespace FpgaSeg.Import.Torch;

/// <summary>
/// The whole list of names that a checkpoint may mention, and what the constructors among them become. None is looked up or called in any
/// runtime: a name outside the list ends the reading (FS1406).
/// </summary>
internal static class PickleGlobals
{
    /// <summary>Makes a value from a constructor's arguments; null means that the arguments are not what torch.save writes.</summary>
    public delegate object? Constructor(object?[] arguments);

    private static readonly FrozenDictionary<string, Constructor> Constructors = new Dictionary<string, Constructor>(StringComparer.Ordinal)
    {
        ["collections.OrderedDict"] = arguments => arguments is [] ? new PickleDictionary() : null,
        ["torch._utils._rebuild_tensor"] = arguments => arguments.Length == 4 ? View(arguments) : null,
        ["torch._utils._rebuild_tensor_v2"] = arguments => arguments.Length is 6 or 7 ? View(arguments) : null,
        ["torch._utils._rebuild_parameter"] = arguments => arguments is [TorchView view, _, _] ? view : null,
        ["torch._utils._rebuild_parameter_with_state"] = arguments => arguments is [TorchView view, _, _, _] ? view : null,
        ["torch.Size"] = arguments => arguments is [PickleTuple dims] ? dims : null,
        ["torch.device"] = arguments => arguments is [string device, ..] ? device : null,
    }.ToFrozenDictionary();

    /// <summary>Types of storages by the class that a persistent id names.</summary>
    private static readonly FrozenDictionary<string, ElementType> Storages = new Dictionary<string, ElementType>(StringComparer.Ordinal)
    {
        ["torch.FloatStorage"] = ElementType.Float32,
        ["torch.DoubleStorage"] = ElementType.Float64,
        ["torch.HalfStorage"] = ElementType.Float16,
        ["torch.BFloat16Storage"] = ElementType.BFloat16,
        ["torch.LongStorage"] = ElementType.Int64,
        ["torch.IntStorage"] = ElementType.Int32,
        ["torch.ShortStorage"] = ElementType.Int16,
        ["torch.CharStorage"] = ElementType.Int8,
        ["torch.ByteStorage"] = ElementType.UInt8,
        ["torch.BoolStorage"] = ElementType.Bool,
        ["torch.ComplexFloatStorage"] = ElementType.Complex64,
        ["torch.ComplexDoubleStorage"] = ElementType.Complex128,
        ["torch.QInt8Storage"] = ElementType.QInt8,
        ["torch.QUInt8Storage"] = ElementType.QUInt8,
        ["torch.QInt32Storage"] = ElementType.QInt32,
    }.ToFrozenDictionary();

    /// <summary>Values without meaning for weights: a checkpoint's settings may name its element type.</summary>
    private static readonly FrozenSet<string> Types = FrozenSet.ToFrozenSet(
        ["torch.float32", "torch.float64", "torch.float16", "torch.bfloat16", "torch.int64", "torch.int32", "torch.uint8", "torch.bool"]);

    /// <summary>Whether a checkpoint may mention the name.</summary>
    public static bool Allows(string name) => Constructors.ContainsKey(name) || Storages.ContainsKey(name) || Types.Contains(name);

    /// <summary>The constructor of that name, or null.</summary>
    public static Constructor? ConstructorOf(string name) => Constructors.GetValueOrDefault(name);

    /// <summary>The storage that a persistent id means, ('storage', class, key, location, elements), or null.</summary>
    public static TorchStorage? StorageOf(object? id) =>
        id is PickleTuple { Items: ["storage", PickleGlobal { Name: var type }, string key, string, long count] }
        && Storages.TryGetValue(type, out var element) && count >= 0
            ? new TorchStorage(element, key, count)
            : null;

    /// <summary>(storage, offset, size, stride, ...).</summary>
    private static TorchView? View(object?[] arguments) =>
        arguments is [TorchStorage storage, long offset, PickleTuple size, PickleTuple stride, ..]
        && Integers(size) is { } dims && Integers(stride) is { } strides
            ? new TorchView(storage, offset, [.. dims], [.. strides])
            : null;

    private static long[]? Integers(PickleTuple tuple) =>
        tuple.Items.Length <= CheckpointLimits.Rank && tuple.Items.All(item => item is long) ? [.. tuple.Items.Select(item => (long)item!)] : null;
}
