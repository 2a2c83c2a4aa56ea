using System.Text;

namespace FpgaSeg.Import.Torch;

/// <summary>The unpickler's stack.</summary>
internal sealed class PickleStack(PickleReader reader)
{
    private readonly List<object?> _items = [];

    /// <summary>Text of the file as messages show it: short and printable.</summary>
    public static string Shown(string name)
    {
        const int longest = 100;
        var text = new StringBuilder();
        foreach (var c in name.AsSpan(0, Math.Min(name.Length, longest)))
            text.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        return name.Length > longest ? $"{text}..." : text.ToString();
    }

    public void Push(object? value) => _items.Add(value);

    /// <summary>The topmost value.</summary>
    public object? Peek() => _items.Count > 0 && _items[^1] is not PickleMark ? _items[^1] : throw Empty();

    /// <summary>Takes the topmost value.</summary>
    public object? Pop() => Pop(1)[0];

    /// <summary>Takes the topmost value or mark.</summary>
    public void Drop()
    {
        if (_items.Count == 0)
            throw Empty();
        _items.RemoveAt(_items.Count - 1);
    }

    /// <summary>Takes the <paramref name="count"/> topmost values, in order of pushing.</summary>
    public object?[] Pop(int count)
    {
        if (_items.Count < count || _items.FindIndex(_items.Count - count, item => item is PickleMark) >= 0)
            throw Empty();
        return Take(_items.Count - count);
    }

    /// <summary>Takes the values above the topmost mark, in order of pushing, and the mark.</summary>
    public object?[] PopToMark()
    {
        var mark = _items.FindLastIndex(item => item is PickleMark);
        if (mark < 0)
            throw reader.Damaged("operands without a beginning");
        var values = Take(mark + 1);
        _items.RemoveAt(mark);
        return values;
    }

    private object?[] Take(int first)
    {
        object?[] values = [.. _items[first..]];
        _items.RemoveRange(first, values.Length);
        return values;
    }

    private Checkpoints.CheckpointRefusal Empty() => reader.Damaged("an operand is missing");
}
