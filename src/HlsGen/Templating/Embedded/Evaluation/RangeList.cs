using System.Collections;

namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>The integers of a range without storing them; a range counts down where its end is below its start.</summary>
internal sealed class RangeList(long start, int count, int step) : IReadOnlyList<object?>
{
    /// <inheritdoc />
    public int Count => count;

    /// <inheritdoc />
    public object? this[int index] => index >= 0 && index < count
        ? start + (long)index * step
        : throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc />
    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < count; i++)
            yield return start + (long)i * step;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>left..right</c>, or <c>left..&lt;right</c> without its end.</summary>
    internal static RangeList Create(long left, long right, bool exclusive, TemplatePosition at)
    {
        var step = left < right ? 1 : -1;
        var count = Math.Abs((decimal)right - left) + (exclusive ? 0 : 1);
        return count <= int.MaxValue
            ? new RangeList(left, (int)count, step)
            : throw TemplateRefusal.Value(at, $"The range {left}..{right} is too long.");
    }
}
