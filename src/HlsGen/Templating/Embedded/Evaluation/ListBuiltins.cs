namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>The functions of the group <c>array</c> and <c>object.size</c>.</summary>
internal static class ListBuiltins
{
    internal static IReadOnlyList<Builtin> All { get; } =
    [
        new("array.size", 1, 1, a => (long)a.List(0).Count),
        new("array.first", 1, 1, a => a.List(0).Count > 0 ? a.List(0)[0] : null),
        new("array.last", 1, 1, a => a.List(0).Count > 0 ? a.List(0)[^1] : null),
        new("array.join", 2, 2, a => string.Join(a.Text(1), a.List(0).Select(item => a.Print(item)))),
        new("object.size", 1, 1, a => Size(a)),
    ];

    private static long Size(BuiltinArguments a) => a[0] switch
    {
        string text => (long)text.Length,
        IReadOnlyList<object?> list => (long)list.Count,
        _ => throw a.Refuse(0, "a text or a list"),
    };
}
