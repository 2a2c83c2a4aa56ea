using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using FpgaSeg.Protocol.Frames;

namespace FpgaSeg.HostDriver.Tests.Model;

/// <summary>
/// Copies and compares the state of the real classes, field by field, so that an exploration can go back to where it was. Of a decoder only the bytes that wait
/// count, of a queue or list only its elements; counters for people count for nothing.
/// </summary>
internal static class StateCopy
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
    private static readonly string[] ForPeople = ["Repeated", "_frames", "_dropped", "_bad", "_abandoned"];
    private static readonly Dictionary<Type, FieldInfo[]> Known = [];

    /// <summary>A copy that shares nothing that changes.</summary>
    public static T Of<T>(T original)
        where T : class => (T)Copy(original, new Dictionary<object, object>(ReferenceEqualityComparer.Instance))!;

    /// <summary>Equal for equal states.</summary>
    public static string Fingerprint(object state)
    {
        var text = new BinaryWriter(new MemoryStream());
        Write(state, text);
        return Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(((MemoryStream)text.BaseStream).ToArray()));
    }

    private static bool IsShared(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(Delegate).IsAssignableFrom(type) || type.Namespace is { } space && space.EndsWith("Design", StringComparison.Ordinal)
        || type.Name is "HelloReply" or "BoardIdentity" or "ModelShape" or "Diagnostic";

    private static FieldInfo[] FieldsOf(Type type)
    {
        if (Known.TryGetValue(type, out var known))
            return known;
        var all = new List<FieldInfo>();
        for (var t = type; t is not null; t = t.BaseType)
            all.AddRange(t.GetFields(Fields));
        return Known[type] = [.. all];
    }

    private static object? Copy(object? value, Dictionary<object, object> copies)
    {
        if (value is null || IsShared(value.GetType()))
            return value;
        if (value is Array { Rank: 1 } bytes && value.GetType().GetElementType()!.IsPrimitive)
            return bytes.Clone();
        if (!value.GetType().IsValueType && copies.TryGetValue(value, out var known))
            return known;
        if (value is Array array)
        {
            var target = Array.CreateInstance(value.GetType().GetElementType()!, array.Length);
            for (var i = 0; i < array.Length; i++)
                target.SetValue(Copy(array.GetValue(i), copies), i);
            return copies[value] = target;
        }

        var copy = RuntimeHelpers.GetUninitializedObject(value.GetType());
        if (!value.GetType().IsValueType)
            copies[value] = copy;
        foreach (var field in FieldsOf(value.GetType()))
            field.SetValue(copy, Copy(field.GetValue(value), copies));
        if (copy is FrameDecoder)
            Shrink(copy);
        return copy;
    }

    /// <summary>The bytes that wait, in a buffer of their size: a decoder makes room when it needs it.</summary>
    private static void Shrink(object decoder)
    {
        var live = LiveBytes(decoder);
        Field(decoder, "_buffer").SetValue(decoder, live);
        Field(decoder, "_start").SetValue(decoder, 0);
        Field(decoder, "_end").SetValue(decoder, live.Length);
    }

    private static byte[] LiveBytes(object decoder) =>
        ((byte[])Field(decoder, "_buffer").GetValue(decoder)!)[(int)Field(decoder, "_start").GetValue(decoder)!..(int)Field(decoder, "_end").GetValue(decoder)!];

    private static FieldInfo Field(object of, string name) => FieldsOf(of.GetType()).Single(f => f.Name == name);

    private static void Write(object? value, BinaryWriter text)
    {
        switch (value)
        {
            case null:
                text.Write((byte)0);
                return;
            case byte[] bytes:
                text.Write(bytes.Length);
                text.Write(bytes);
                return;
            case bool or byte or ushort or int or uint or long or ulong or Enum:
                text.Write(Convert.ToInt64(value is ulong ? 0 : value));
                return;
            case string name:
                text.Write(name);
                return;
            case FrameDecoder:
                Write(LiveBytes(value), text);
                return;
            case IEnumerable elements:
                foreach (var element in elements)
                    Write(element, text);
                text.Write((byte)255);
                return;
        }

        if (IsShared(value.GetType()))
            return;
        foreach (var field in FieldsOf(value.GetType()))
        {
            if (!ForPeople.Any(n => field.Name.Contains(n, StringComparison.Ordinal)))
                Write(field.GetValue(value), text);
        }
    }
}
