using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>
/// Cuts a program into passes of operators that follow each other. A map that a later pass reads is stored beside the chip by its own pass and loaded by each
/// that reads it, so that pages only hold what one pass needs, and any network fits whose largest few operators do.
/// </summary>
public sealed class EngineCut
{
    private readonly Source _source;
    private readonly List<EngineOperator> _operators = [];
    private readonly List<int> _passOf = [];
    private readonly int[] _placeOf, _storeOf;

    private EngineCut(Source source) => (_source, _placeOf, _storeOf) = (source, new int[source.Operators.Length], new int[source.Operators.Length]);

    /// <summary>Operators without stores and loads.</summary>
    internal sealed class Source(ImmutableArray<EngineOperator> operators)
    {
        public ImmutableArray<EngineOperator> Operators => operators;

        /// <summary>By operator, the last one that reads its map; -1 where none does.</summary>
        public ImmutableArray<int> LastReader { get; } = [.. Enumerable.Range(0, operators.Length).Select(i => EngineSkips.ReadersOf(operators, i).LastOrDefault(-1))];
    }

    /// <summary>The operators with stores and loads among them, and what works in which pass.</summary>
    /// <param name="source">Operators without stores and loads.</param>
    /// <param name="ends">Behind which operator each pass ends, ascending; the last one is the number of operators.</param>
    public static (ImmutableArray<EngineOperator> Operators, EnginePasses Passes) Of(ImmutableArray<EngineOperator> source, IReadOnlyList<int> ends)
    {
        var cut = new EngineCut(new Source(source));
        for (var pass = 0; pass < ends.Count; pass++)
            cut.Append(pass, pass == 0 ? 0 : ends[pass - 1], ends[pass]);
        return ([.. cut._operators], EnginePasses.Several(cut._passOf));
    }

    /// <summary>One pass by itself, from operator <paramref name="from"/> to before <paramref name="to"/>; what it loads is there.</summary>
    internal static (ImmutableArray<EngineOperator> Operators, EnginePasses Passes) Alone(Source source, int from, int to)
    {
        var cut = new EngineCut(source);
        cut.Append(0, from, to);
        return ([.. cut._operators.Select(o => o.Mode == EngineMode.Load ? o with { Operands = o.Operands.RemoveAt(0) } : o)], EnginePasses.Several(cut._passOf));
    }

    private void Append(int pass, int from, int to)
    {
        var (source, loads) = (_source.Operators, new Dictionary<int, int>());
        for (var i = from; i < to; i++)
        {
            foreach (var map in source[i].Operands.Select(o => o.Maker).Where(m => m < from && !loads.ContainsKey(m)).Distinct().ToArray())
                loads[map] = Add(pass, EngineSkips.Row(source[map], EngineMode.Load, [new(_storeOf[map], IsRead: false), .. Other(i, map, from)]));
            _placeOf[i] = Add(pass, source[i] with { Operands = [.. source[i].Operands.Select(o => o with { Maker = o.Maker < from ? loads[o.Maker] : _placeOf[o.Maker] })] });
            if (_source.LastReader[i] >= to)
                _storeOf[i] = Add(pass, EngineSkips.Row(source[i], EngineMode.Store, [new(_placeOf[i])]));
        }
    }

    // A sum's second operand need not be there before the first.
    private IEnumerable<EngineOperand> Other(int reader, int map, int from) =>
        _source.Operators[reader].Mode != EngineMode.Add ? [] : _source.Operators[reader].Operands.Where(o => o.Maker != map && o.Maker >= from).Select(o => new EngineOperand(_placeOf[o.Maker], IsRead: false));

    private int Add(int pass, EngineOperator op)
    {
        _operators.Add(op);
        _passOf.Add(pass);
        return _operators.Count - 1;
    }
}
